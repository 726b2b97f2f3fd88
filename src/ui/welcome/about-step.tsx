import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { askHostAccess, hasHostAccess, installedPermissions } from '../installed.ts';
import { reasonsFor } from './permissions.ts';
import { texts } from './texts.ts';

/** What Tollpass does, and what it can see and why. */
export function AboutStep() {
  const reasons = useMemo(() => reasonsFor(installedPermissions()), []);
  return (
    <>
      <p>{texts.about}</p>
      <ul class="points">
        {texts.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <HostAccess />
      <details class="more" data-testid="permissions">
        <summary>{texts.permissions}</summary>
        <dl class="reasons">
          {reasons.map(([permission, reason]) => (
            <div key={permission}>
              <dt>
                <code>{permission}</code>
              </dt>
              <dd>{reason}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}

/** The access to all sites, which the user can give and take in the browser itself. */
function HostAccess() {
  const has = useSignal<boolean | null>(null);
  const refused = useSignal(false);
  useEffect(() => {
    const look = (): void => {
      void hasHostAccess().then((granted) => {
        has.value = granted;
      });
    };
    look();
    // It may have been given in the browser's own settings meanwhile.
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  }, [has]);

  function ask(): void {
    void askHostAccess().then((granted) => {
      has.value = granted;
      refused.value = !granted;
    });
  }

  return (
    <div class="stack" role="status" data-testid="host-access">
      {has.value === true ? (
        <p class="state">{texts.active}</p>
      ) : has.value === false ? (
        <>
          <p>{texts.inactive}</p>
          <div class="buttons">
            <button type="button" class="primary" data-testid="host-access-ask" onClick={ask}>
              {texts.activate}
            </button>
          </div>
          {refused.value ? <p class="hint">{texts.notActivated}</p> : null}
        </>
      ) : null}
    </div>
  );
}
