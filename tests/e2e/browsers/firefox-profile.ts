/** Starting Firefox, and profiles in which it has started before: that saves half of the time. */
import { createHash } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LaunchOptions } from './browser.js';
import { type BrowserProcess, deleteProfile, makeProfile, startBrowser } from './process.js';
import { poll } from './view.js';
import { Wire } from './wire.js';

export const FIREFOX = process.env.FIREFOX ?? '/usr/bin/firefox-esr';

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/', import.meta.url));

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
  const template = templatePath();
  if (!existsSync(template)) await makeTemplate(template);
  // The locks are links, and nothing that lasts.
  await cp(template, profile, { recursive: true, filter: (path) => !isLock(path) });
}

function isLock(path: string): boolean {
  return ['lock', '.parentlock'].includes(basename(path));
}

function templatePath(): string {
  const binary = realpathSync(FIREFOX);
  const { mtimeMs, size } = statSync(binary);
  const key = createHash('sha256').update(`${binary} ${mtimeMs} ${size}`).digest('hex');
  return `${CACHE}tollpass-firefox-${key.slice(0, 16)}`;
}

/** Two may do so at once: the second to finish throws its own away. */
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
    await mkdir(dirname(template), { recursive: true });
    const draft = `${template}-${process.pid}`;
    await cp(profile, draft, { recursive: true, filter: (path) => !isLock(path) });
    await rename(draft, template).catch(() => rm(draft, { recursive: true, force: true }));
  } finally {
    await deleteProfile(profile);
  }
}
