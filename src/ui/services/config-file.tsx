/** All of these as one file, to keep or to take elsewhere. */
export function ConfigFile(_props: { isLocked: boolean }) {
  return (
    <section class="card stack wide" aria-labelledby="config-title" data-testid="config-file">
      <h2 id="config-title">Import and export</h2>
      <p class="faint">Nothing to export yet.</p>
    </section>
  );
}
