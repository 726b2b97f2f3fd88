import { render } from 'preact';
import { speak } from '../../messages/client.ts';
import { POPUP_CONTRACT } from '../../messages/popup.ts';
import { TOLL_CONTRACT } from '../../messages/tolls.ts';
import { watchOverview } from '../background.ts';
import { present } from '../language.ts';
import { Notice } from '../parts/notice.tsx';
import { titles } from '../titles.ts';
import { webUrl } from '../wording.ts';
import { texts } from './texts.ts';
import { Waiting } from './waiting.tsx';

speak({ ...POPUP_CONTRACT, ...TOLL_CONTRACT });
present(document, titles.waiting);

const REFRESH_MS = 1000;

function start(root: HTMLElement): void {
  const params = new URLSearchParams(location.search);
  const url = webUrl(params.get('url'));
  if (url === null) {
    render(
      <main class="page narrow">
        <h1>{texts.noPage}</h1>
        <Notice kind="error" testid="waiting-failure">
          <p>{texts.noPageWords}</p>
        </Notice>
      </main>,
      root,
    );
    return;
  }
  const watch = watchOverview(url, () => REFRESH_MS);
  render(<Waiting url={url} posted={params.get('posted') === '1'} watch={watch} />, root);
}

const root = document.getElementById('root');
if (root !== null) start(root);
