import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserName, View } from './browsers/browser.ts';
import { fillProfile } from './browsers/firefox-profile.ts';
import { deleteProfile, makeProfile } from './browsers/process.ts';
import { placesOf } from './secret-search.ts';

/** What is said to a console so that a search of the logs has something to find. */
const HEARD = 'heard-by-the-log-7720';

/**
 * What a session leaves behind: the browser's profile, what the browser and everything in it said (its
 * consoles are heard from the background, the desk, its listener, pages and their workers alike,
 * measured in both browsers), and what the servers logged that it talked to.
 */
export class SessionTraces {
  readonly profile: string;
  /** For the browser to write its logs to. */
  readonly logs: string;

  private constructor(profile: string, logs: string) {
    this.profile = profile;
    this.logs = logs;
  }

  static async open(name: BrowserName): Promise<SessionTraces> {
    const profile = await makeProfile();
    if (name === 'firefox') await fillProfile(profile);
    return new SessionTraces(profile, await mkdtemp(join(tmpdir(), 'tollpass-logs-')));
  }

  /** Adds what a server of ours logged. */
  async add(name: string, lines: readonly string[]): Promise<void> {
    if (lines.length === 0) throw new Error(`${name} has logged nothing`);
    await writeFile(join(this.logs, `${name}.log`), lines.join('\n'));
  }

  /** Adds the logs in a daemon's directory, while it is there. */
  async addDaemon(name: string, dir: string): Promise<void> {
    const files = (await readdir(dir)).filter((file) => file.endsWith('.log'));
    if (files.length === 0) throw new Error(`${name} has logged nothing`);
    for (const file of files) await copyFile(join(dir, file), join(this.logs, `${name}-${file}`));
  }

  /** Has a page say something that `hears` is about. */
  async sayIn(page: View): Promise<void> {
    await page.evaluate((text) => {
      console.log(text);
      return null;
    }, HEARD);
  }

  /** Whether the logs hold what a page said. */
  async hears(): Promise<boolean> {
    return (await placesOf([HEARD], this.logs)).length > 0;
  }

  /** The files of the profile and the logs that hold any of these. */
  async placesOf(secrets: readonly (string | Buffer)[]): Promise<string[]> {
    const folders = await Promise.all(
      [this.profile, this.logs].map((folder) => placesOf(secrets, folder)),
    );
    return folders.flat();
  }

  async delete(): Promise<void> {
    await deleteProfile(this.profile);
    await rm(this.logs, { recursive: true, force: true });
  }
}
