import { read } from '../background.ts';
import { installedVersion } from '../installed.ts';
import { download } from '../parts/download.ts';
import { Problem } from '../parts/problem.tsx';
import { useTask } from '../task.ts';
import { diagnosticText } from './diagnostics.ts';
import { texts } from './texts.ts';

/** A file for whoever helps, and the way back to the beginning. */
export function Help() {
  const task = useTask();

  async function save(): Promise<{ readonly ok: true }> {
    const [overview, settings, summary] = await Promise.all([
      read('overview', { url: null }),
      read('settings.read', {}),
      read('summary', {}),
    ]);
    const known = { overview, settings, summary };
    const text = diagnosticText({
      ...known,
      browser: navigator.userAgent,
      version: installedVersion(),
    });
    download('tollpass-diagnostics.json', new Blob([text], { type: 'application/json' }));
    return { ok: true };
  }

  return (
    <section class="card stack wide" aria-labelledby="help-title">
      <div>
        <h2 id="help-title">{texts.help.title}</h2>
        <p class="faint">{texts.help.words}</p>
      </div>
      <div class="buttons">
        <button
          type="button"
          data-testid="save-diagnostics"
          aria-disabled={task.busy}
          onClick={() => void task.run(save)}
        >
          {texts.help.save}
        </button>
        <a class="button" href="../welcome/index.html" data-testid="open-welcome">
          {texts.help.welcome}
        </a>
      </div>
      <Problem sentence={task.problem} />
    </section>
  );
}
