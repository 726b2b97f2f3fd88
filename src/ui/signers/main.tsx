import { render } from 'preact';
import { speak } from '../../messages/client.ts';
import { CONTRACT } from '../../messages/contract.ts';
import { present } from '../language.ts';
import { titles } from '../titles.ts';
import { SignersPage } from './signers.tsx';

speak(CONTRACT);
present(document, titles.signers);

const root = document.getElementById('root');
if (root !== null) render(<SignersPage />, root);
