/** Web apps that the user is logged in to, each with its accounts. */
export function WebApps(_props: { isLocked: boolean }) {
  return (
    <section class="card stack wide" aria-labelledby="web-apps-title" data-testid="web-apps">
      <h2 id="web-apps-title">Web apps</h2>
      <p class="faint">
        No web app yet. Tollpass logs you in to one with a password or a signer, and again whenever
        the session has run out.
      </p>
    </section>
  );
}
