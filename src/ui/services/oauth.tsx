/** Services that the user logged in to with OAuth. */
export function OAuth(_props: { isLocked: boolean }) {
  return (
    <section class="card stack wide" aria-labelledby="oauth-title" data-testid="oauth">
      <h2 id="oauth-title">OAuth</h2>
      <p class="faint">Not logged in anywhere with OAuth yet.</p>
    </section>
  );
}
