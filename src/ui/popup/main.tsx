import { signal } from '@preact/signals';
import { render } from 'preact';
import { speak } from '../../messages/client.ts';
import { POPUP_CONTRACT } from '../../messages/popup.ts';
import { activeTabUrl, isToolbarPopup, onActiveTab } from '../active-tab.ts';
import { pause, type Watch, watchOverview } from '../background.ts';
import { present } from '../language.ts';
import { titles } from '../titles.ts';
import { takeOver } from './early.ts';
import { Popup } from './popup.tsx';
import { nextRefreshMs } from './refresh.ts';

speak(POPUP_CONTRACT);
present(document, titles.popup);

/** A background that is up has answered by then. */
const NEARLY_MS = 50;

async function start(root: HTMLElement): Promise<void> {
  const inToolbar = isToolbarPopup();
  if (inToolbar) document.documentElement.classList.add('in-toolbar');
  const early = await takeOver();
  let { url } = early;
  const watch = signal<Watch>(watchOverview(url, nextRefreshMs, early.first));
  async function follow(): Promise<void> {
    const now = await activeTabUrl();
    if (now === url) return;
    url = now;
    watch.value.stop();
    watch.value = watchOverview(url, nextRefreshMs);
  }
  if (!inToolbar) {
    onActiveTab(() => void follow());
    // Which window this is was not known until now: what became active meanwhile was not heard of.
    void follow();
  }
  // One frame that shows the site is there sooner than one that says nothing and then another.
  await Promise.race([early.first?.catch(() => undefined), pause(NEARLY_MS)]);
  render(<Popup watch={watch} inToolbar={inToolbar} />, root);
  // Which window this is has to be known before a press that opens the side panel.
  void activeTabUrl().catch(() => undefined);
}

const root = document.getElementById('root');
if (root !== null) void start(root);
