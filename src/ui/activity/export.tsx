import { useSignal } from '@preact/signals';
import { send } from '../../messages/client.ts';
import { download } from '../parts/download.ts';
import { Problem } from '../parts/problem.tsx';
import { BACKGROUND_SILENT } from '../sentences.ts';
import { texts as all } from './texts.ts';
import { fileName } from './words.ts';

const texts = all.export;

type Format = 'csv' | 'json';

const TYPES: Readonly<Record<Format, string>> = {
  csv: 'text/csv;charset=utf-8',
  json: 'application/json',
};

/** Saves the whole ledger as a file. It holds no proofs, so that it can be given away. */
export function ExportButtons() {
  const busy = useSignal<Format | null>(null);
  const said = useSignal('');
  const problem = useSignal<string | null>(null);

  async function save(format: Format): Promise<void> {
    if (busy.value !== null) return;
    busy.value = format;
    said.value = '';
    problem.value = null;
    try {
      const { text } = await send('activity.export', { format });
      const name = fileName(format, Date.now());
      download(name, new Blob([text], { type: TYPES[format] }));
      said.value = texts.saved(name);
    } catch {
      problem.value = BACKGROUND_SILENT;
    }
    busy.value = null;
  }

  return (
    <div class="stack">
      <div class="line">
        <span class="faint" id="export-label">
          {texts.label}
        </span>
        <span class="together">
          {(['csv', 'json'] as const).map((format) => (
            <button
              key={format}
              type="button"
              class="quiet"
              data-testid={`export-${format}`}
              aria-describedby="export-label"
              onClick={() => void save(format)}
            >
              {busy.value === format ? texts.exporting : format.toUpperCase()}
            </button>
          ))}
        </span>
      </div>
      <p class="hint" role="status" data-testid="export-result">
        {said.value}
      </p>
      <Problem sentence={problem.value} />
    </div>
  );
}
