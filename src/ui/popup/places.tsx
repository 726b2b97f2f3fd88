import { openSidePanel } from '../active-tab.ts';

/** Where else the popup can be shown: beside the page, or as a page. */
export function Places(props: { site: string | null }) {
  const query = props.site === null ? '' : `?${new URLSearchParams({ url: `${props.site}/` })}`;
  return (
    <div class="places">
      <button
        type="button"
        class="quiet"
        data-testid="open-panel"
        onClick={() => {
          void openSidePanel().then(() => window.close());
        }}
      >
        Side panel
      </button>
      <a href={`index.html${query}`} target="_blank" rel="noreferrer" data-testid="open-page">
        Full page
      </a>
    </div>
  );
}
