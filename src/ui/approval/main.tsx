import { render } from 'preact';
import { Approval } from './approval.tsx';

const root = document.getElementById('root');
if (root !== null) render(<Approval />, root);
