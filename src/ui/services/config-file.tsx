import { ConfigExport } from './config-export.tsx';
import { ConfigImport } from './config-import.tsx';
import { texts } from './config-texts.ts';

/** All that is kept for services as one file, to keep or to take elsewhere. */
export function ConfigFile(props: { isLocked: boolean }) {
  return (
    <section class="card stack wide" aria-labelledby="config-title" data-testid="config-file">
      <div>
        <h2 id="config-title">{texts.title}</h2>
        <p class="faint">
          {texts.about((words) => (
            <a href="/authentication-config.schema.json" target="_blank" rel="noreferrer">
              {words}
            </a>
          ))}
        </p>
      </div>
      <ConfigImport />
      <ConfigExport isLocked={props.isLocked} />
    </section>
  );
}
