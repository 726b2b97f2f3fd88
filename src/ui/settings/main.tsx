import { render } from 'preact';
import { SettingsPage } from './settings.tsx';

const root = document.getElementById('root');
if (root !== null) render(<SettingsPage />, root);
