/** Starting Firefox, and profiles in which it has started before: that saves half of the time. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { prepared } from '../../prepared.js';
import type { LaunchOptions } from './browser.js';
import { type BrowserProcess, deleteProfile, makeProfile, startBrowser } from './process.js';
import { poll } from './view.js';
import { Wire } from './wire.js';

export const FIREFOX = process.env.FIREFOX ?? '/usr/bin/firefox-esr';

export function startFirefox(
  profile: string,
  { headless = true, logs }: Pick<LaunchOptions, 'headless' | 'logs'> = {},
): Promise<BrowserProcess> {
  return startBrowser(
    FIREFOX,
    [
      ...(headless ? ['--headless'] : []),
      '--no-remote',
      '--profile',
      profile,
      '--remote-debugging-port',
      '0',
      '--remote-allow-system-access',
      'about:blank',
    ],
    /WebDriver BiDi listening on (ws:\/\/\S+)/,
    { MOZ_HEADLESS_WIDTH: '1280', MOZ_HEADLESS_HEIGHT: '800', MOZ_CRASHREPORTER_DISABLE: '1' },
    logs === undefined ? undefined : join(logs, 'firefox.log'),
  );
}

/** Copies in a profile with Firefox's own caches and empty databases, made once for this Firefox. */
export async function fillProfile(profile: string): Promise<void> {
  const binary = realpathSync(FIREFOX);
  const { mtimeMs, size } = statSync(binary);
  const made = prepared('firefox', { binary, mtimeMs, size });
  const template = made.dir ?? (await made.keep(makeTemplate));
  // The locks are links, and nothing that lasts.
  await cp(template, profile, { recursive: true, filter: (path) => !isLock(path) });
}

function isLock(path: string): boolean {
  return ['lock', '.parentlock'].includes(basename(path));
}

async function makeTemplate(template: string): Promise<void> {
  const profile = await makeProfile();
  try {
    const browser = await startFirefox(profile);
    try {
      const wire = await Wire.connect(`${browser.endpoint}/session`);
      await wire.send('session.new', { capabilities: {} });
      // Written some seconds after the start; a quicker end would leave it out.
      await poll(
        async () => existsSync(`${profile}/startupCache/scriptCache.bin`) || undefined,
        5000,
        () => 'no startup cache',
      ).catch(() => {});
      await wire.send('browser.close').catch(() => {});
      await browser.end(10_000);
      wire.close();
    } finally {
      await browser.end();
    }
    await cp(profile, template, { recursive: true, filter: (path) => !isLock(path) });
  } finally {
    await deleteProfile(profile);
  }
}
