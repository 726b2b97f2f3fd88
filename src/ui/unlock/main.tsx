import { render } from 'preact';
import { speak } from '../../messages/client.ts';
import { POPUP_CONTRACT } from '../../messages/popup.ts';
import { Unlock } from './unlock.tsx';

speak(POPUP_CONTRACT);

const root = document.getElementById('root');
if (root !== null) render(<Unlock />, root);
