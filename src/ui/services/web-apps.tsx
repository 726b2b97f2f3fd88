import { useSignal } from '@preact/signals';
import { Notice } from '../parts/notice.tsx';
import { useReading } from '../reading.ts';
import { BACKGROUND_SILENT } from '../sentences.ts';
import { AddWebApp } from './add-web-app.tsx';
import { texts as common } from './texts.ts';
import { WebAppCard } from './web-app-card.tsx';
import { texts } from './web-app-texts.ts';

/** Web apps that the user is logged in to, each with its accounts. */
export function WebApps(props: { isLocked: boolean }) {
  const { known, lost } = useReading('web_apps.read');
  const added = useSignal<string | null>(null);
  const read = known.value;
  return (
    <section class="card stack wide" aria-labelledby="web-apps-title" data-testid="web-apps">
      <h2 id="web-apps-title">{texts.title}</h2>
      <div role="alert">
        {lost.value ? (
          <Notice kind="error">
            <p>{BACKGROUND_SILENT}</p>
          </Notice>
        ) : null}
      </div>
      {read === null ? (
        lost.value ? null : (
          <p class="faint">{common.reading}</p>
        )
      ) : (
        <>
          {read.apps.length === 0 ? <p class="faint">{texts.none}</p> : null}
          {read.apps.map((app) => (
            <WebAppCard
              key={app.id}
              app={app}
              signers={read.signers}
              isLocked={props.isLocked}
              isNew={app.id === added.value}
            />
          ))}
          <AddWebApp
            onAdded={(id) => {
              added.value = id;
            }}
          />
        </>
      )}
    </section>
  );
}
