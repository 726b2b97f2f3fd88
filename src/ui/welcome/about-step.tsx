import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { askHostAccess, hasHostAccess, installedPermissions } from '../installed.ts';
import { reasonsFor } from './permissions.ts';

/** What Tollpass does, and what it can see and why. */
export function AboutStep() {
  const reasons = useMemo(() => reasonsFor(installedPermissions()), []);
  return (
    <>
      <p>
        Some sites answer with a price in Monero before they show a page. Tollpass pays such a toll
        from your own wallet, proves it to the site, and the page opens. It pays within limits that
        you set and asks you about everything over them.
      </p>
      <ul class="points">
        <li>It holds no money: your keys stay in your wallet, on your computer.</li>
        <li>Nothing is paid twice. Until what you bought has run out, the site is open.</li>
        <li>
          Nothing is sent to anybody but the sites you visit, your wallet, and the chains and
          servers that you add. Nobody counts what you do.
        </li>
      </ul>
      <HostAccess />
      <details class="more" data-testid="permissions">
        <summary>What it may do in your browser, and why</summary>
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
        <p class="state">Tollpass is active on all sites.</p>
      ) : has.value === false ? (
        <>
          <p>
            Your browser does not let Tollpass see the sites that you visit yet. Without that it
            notices no toll.
          </p>
          <div class="buttons">
            <button type="button" class="primary" data-testid="host-access-ask" onClick={ask}>
              Allow it on all sites
            </button>
          </div>
          {refused.value ? (
            <p class="hint">It was not allowed. You can do that later, here or in the browser.</p>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
