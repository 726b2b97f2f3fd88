import { render } from 'preact';
import { speak } from '../../messages/client.ts';
import { POPUP_CONTRACT } from '../../messages/popup.ts';
import { present } from '../language.ts';
import { titles } from '../titles.ts';
import { Unlock } from './unlock.tsx';

speak(POPUP_CONTRACT);
present(document, titles.unlock);

const root = document.getElementById('root');
if (root !== null) render(<Unlock />, root);
