import { render } from 'preact';
import { ServicesPage } from './services.tsx';

const root = document.getElementById('root');
if (root !== null) render(<ServicesPage />, root);
