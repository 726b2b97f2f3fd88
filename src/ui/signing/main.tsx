import { render } from 'preact';
import { SigningWindow } from './signing.tsx';

const root = document.getElementById('root');
if (root !== null) render(<SigningWindow />, root);
