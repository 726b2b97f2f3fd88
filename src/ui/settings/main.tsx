import { render } from 'preact';
import { speak } from '../../messages/client.ts';
import { CONTRACT } from '../../messages/contract.ts';
import { present } from '../language.ts';
import { titles } from '../titles.ts';
import { SettingsPage } from './settings.tsx';

speak(CONTRACT);
present(document, titles.settings);

const root = document.getElementById('root');
if (root !== null) render(<SettingsPage />, root);
