import { render } from 'preact';
import { SignersPage } from './signers.tsx';

const root = document.getElementById('root');
if (root !== null) render(<SignersPage />, root);
