import { ConfigExport } from './config-export.tsx';
import { ConfigImport } from './config-import.tsx';

/** All that is kept for services as one file, to keep or to take elsewhere. */
export function ConfigFile(props: { isLocked: boolean }) {
  return (
    <section class="card stack wide" aria-labelledby="config-title" data-testid="config-file">
      <div>
        <h2 id="config-title">Import and export</h2>
        <p class="faint">
          Web apps, chains with their signers, and streams as one file (AuthenticationConfig).{' '}
          <a href="/authentication-config.schema.json" target="_blank" rel="noreferrer">
            Its JSON Schema
          </a>{' '}
          says what may be in it.
        </p>
      </div>
      <ConfigImport />
      <ConfigExport isLocked={props.isLocked} />
    </section>
  );
}
