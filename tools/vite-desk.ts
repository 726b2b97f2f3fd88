import type { Plugin } from 'vite';
import { afterBuild, buildPage } from './build-apart.ts';

/**
 * Builds the desk (`src/desk/`) by itself. In one build with the rest it would share modules with
 * the background, and these would be in the background whole: what a chunk holds for another one
 * cannot be left out (measured: 1.5 KB of hash functions).
 */
export function desk(): Plugin {
  return afterBuild('desk', (place) => buildPage('desk', 'src/desk/index.html', place));
}
