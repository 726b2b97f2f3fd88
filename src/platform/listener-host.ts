import browser from 'webextension-polyfill';
import type { Ticket } from '../messages/feed.ts';
import type { ListenerConfig } from '../messages/listener.ts';
import { type DeskHost, deskHost } from './desk-host.ts';

/** Wakes the background to look after the listener, while it has something to listen to. */
export const LISTEN_ALARM = 'listen';

/** Where it ends with the background, and where only a crash ends it: each look costs a wake. */
const LOOK_MINUTES = import.meta.env.MODE === 'firefox' ? 1 : 5;

/** It may be loading still. */
const ATTEMPTS = 50;
const PAUSE_MS = 100;

/** Firefox lets an idle background die after 30 s, and the listener with it [measured: 29 s]. */
const BEAT_MS = 20_000;

/** It is gone whenever the background starts; else only when the browser or the extension does. */
export const ENDS_WITH_BACKGROUND = import.meta.env.MODE === 'firefox';

/** The listener, as the background sees it. */
export interface ListenerHost {
  /**
   * Tells it what to listen to, and starts it first where it does not run.
   * @throws where the page that holds it cannot be opened
   */
  listen(config: ListenerConfig): Promise<void>;
  /**
   * Tells it that a page may hear something. It listens already.
   * @throws where it does not
   */
  expect(ticket: Ticket): Promise<void>;
  /** Ends what pages of an origin hear, if there is anybody who could tell them anything. */
  revoke(origin: string): Promise<void>;
}

/**
 * In Chromium the listener outlives the background, which may sleep meanwhile; in Firefox it is in a
 * frame of the background's page, so that is kept awake. In both an alarm looks whether it is still
 * there: a process can crash.
 */
export function listenerHost(host: DeskHost = deskHost()): ListenerHost {
  let beat: ReturnType<typeof setInterval> | undefined;

  function stayAwake(on: boolean): void {
    if (on) void browser.alarms.create(LISTEN_ALARM, { periodInMinutes: LOOK_MINUTES });
    else void browser.alarms.clear(LISTEN_ALARM);
    if (!ENDS_WITH_BACKGROUND) return;
    clearInterval(beat);
    if (on) beat = setInterval(() => void browser.runtime.getPlatformInfo(), BEAT_MS);
  }

  return {
    async listen(config) {
      stayAwake(config.streams.length > 0);
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        await host.open();
        const heard: unknown = await browser.runtime
          .sendMessage({ listen: config })
          .catch(() => undefined);
        if (heard !== undefined && heard !== null) return;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
      throw new Error('the listener does not answer');
    },
    async expect(ticket) {
      const heard: unknown = await browser.runtime.sendMessage({ ticket });
      if (heard === undefined || heard === null) throw new Error('the desk does not answer');
    },
    async revoke(origin) {
      await browser.runtime.sendMessage({ revoke: origin }).catch(() => undefined);
    },
  };
}
