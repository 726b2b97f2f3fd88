import { render } from 'preact';
import { activeTabUrl } from '../active-tab.ts';
import { watchOverview } from '../background.ts';
import { Popup } from './popup.tsx';
import { nextRefreshMs } from './refresh.ts';

async function start(root: HTMLElement): Promise<void> {
  const url = await activeTabUrl().catch(() => null);
  render(<Popup watch={watchOverview(url, nextRefreshMs)} />, root);
}

const root = document.getElementById('root');
if (root !== null) void start(root);
