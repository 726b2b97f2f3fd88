import { openSidePanel } from '../active-tab.ts';
import { texts } from './texts.ts';

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
        {texts.places.panel}
      </button>
      <a href={`index.html${query}`} target="_blank" rel="noreferrer" data-testid="open-page">
        {texts.places.page}
      </a>
    </div>
  );
}
