import browser from 'webextension-polyfill';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';

/** A script for all pages that the manifest does not name: pages cost nothing while it is off. */
export interface PageScript {
  readonly id: string;
  /** Where the build puts it (`tools/vite-page-scripts.ts`). */
  readonly file: string;
  readonly world: 'MAIN' | 'ISOLATED';
}

/** Has the browser run it in pages that are loaded from now on, or not any more. */
export async function switchPageScript(
  { id, file, world }: PageScript,
  on: boolean,
): Promise<Result<null, Failure>> {
  try {
    const known = await browser.scripting.getRegisteredContentScripts({ ids: [id] });
    if (!on && known.length > 0) await browser.scripting.unregisterContentScripts({ ids: [id] });
    if (on && known.length === 0) {
      await browser.scripting.registerContentScripts([
        {
          id,
          js: [file],
          matches: ['http://*/*', 'https://*/*'],
          runAt: 'document_start',
          allFrames: true,
          persistAcrossSessions: true,
          world,
        } as Parameters<typeof browser.scripting.registerContentScripts>[0][number],
      ]);
    }
    return ok(null);
  } catch (cause) {
    return err(failure('page_script_failed', {}, cause));
  }
}
