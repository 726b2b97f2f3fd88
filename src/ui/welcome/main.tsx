import { render } from 'preact';
import { Welcome } from './welcome.tsx';

const root = document.getElementById('root');
if (root !== null) render(<Welcome />, root);
