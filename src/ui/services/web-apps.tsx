import { Notice } from '../parts/notice.tsx';
import { useReading } from '../reading.ts';
import { BACKGROUND_SILENT } from '../sentences.ts';
import { AddWebApp } from './add-web-app.tsx';
import { WebAppCard } from './web-app-card.tsx';

/** Web apps that the user is logged in to, each with its accounts. */
export function WebApps(props: { isLocked: boolean }) {
  const { known, lost } = useReading('web_apps.read');
  const read = known.value;
  return (
    <section class="card stack wide" aria-labelledby="web-apps-title" data-testid="web-apps">
      <h2 id="web-apps-title">Web apps</h2>
      <div role="alert">
        {lost.value ? (
          <Notice kind="error">
            <p>{BACKGROUND_SILENT}</p>
          </Notice>
        ) : null}
      </div>
      {read === null ? (
        lost.value ? null : (
          <p class="faint">Reading…</p>
        )
      ) : (
        <>
          {read.apps.length === 0 ? (
            <p class="faint">
              No web app yet. Tollpass logs you in to one with a password or a signer, and again
              whenever the session has run out, so that its pages go on without a word.
            </p>
          ) : null}
          {read.apps.map((app) => (
            <WebAppCard key={app.id} app={app} signers={read.signers} isLocked={props.isLocked} />
          ))}
          <AddWebApp />
        </>
      )}
    </section>
  );
}
