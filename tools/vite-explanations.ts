import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';
import { LANGUAGES } from '../src/ui/language.ts';
import { EXPLANATIONS_FOLDER, explanationsPage, pageOf, readExplanations } from './explanations.ts';
import { ROOT } from './paths.ts';

/** Adds the pages that errors are linked to, with a style sheet of their own: they share no script. */
export function explanations(): Plugin {
  return {
    name: 'tollpass:explanations',
    apply: 'build',
    async generateBundle() {
      const styles = ['design.css', 'help/errors.css'].map((path) =>
        readFile(`${ROOT}/src/ui/${path}`, 'utf8'),
      );
      const source = (await Promise.all(styles)).join('\n');
      this.emitFile({ type: 'asset', fileName: `${EXPLANATIONS_FOLDER}/errors.css`, source });
      for (const language of LANGUAGES) {
        const page = explanationsPage(language, LANGUAGES, await readExplanations(language));
        this.emitFile({
          type: 'asset',
          fileName: `${EXPLANATIONS_FOLDER}/${pageOf(language)}`,
          source: page,
        });
      }
    },
  };
}
