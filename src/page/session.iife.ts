import { SESSION } from './channel.ts';

/**
 * Runs in the page's own world in web apps that the user is logged in to by us (Chromium), and nowhere
 * else: says so to `requests.iife.ts` and `content.iife.ts`, which came before. All other pages are
 * spared to be asked about.
 */
dispatchEvent(new CustomEvent(SESSION));
