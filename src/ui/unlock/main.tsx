import { render } from 'preact';
import { Unlock } from './unlock.tsx';

const root = document.getElementById('root');
if (root !== null) render(<Unlock />, root);
