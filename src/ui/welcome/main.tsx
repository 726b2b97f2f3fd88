import { render } from 'preact';
import { speak } from '../../messages/client.ts';
import { CONTRACT } from '../../messages/contract.ts';
import { present } from '../language.ts';
import { titles } from '../titles.ts';
import { Welcome } from './welcome.tsx';

speak(CONTRACT);
present(document, titles.welcome);

const root = document.getElementById('root');
if (root !== null) render(<Welcome />, root);
