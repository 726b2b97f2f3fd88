/** Keys that are shown to one origin each, in a header. */
export function ApiKeys(_props: { isLocked: boolean }) {
  return (
    <section class="card stack wide" aria-labelledby="api-keys-title" data-testid="api-keys">
      <h2 id="api-keys-title">API keys</h2>
      <p class="faint">No API key yet. Tollpass shows one to the service that it is for, only.</p>
    </section>
  );
}
