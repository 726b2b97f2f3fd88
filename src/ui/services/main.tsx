import { render } from 'preact';
import { speak } from '../../messages/client.ts';
import { CONTRACT } from '../../messages/contract.ts';
import { present } from '../language.ts';
import { titles } from '../titles.ts';
import { ServicesPage } from './services.tsx';

speak(CONTRACT);
present(document, titles.services);

const root = document.getElementById('root');
if (root !== null) render(<ServicesPage />, root);
