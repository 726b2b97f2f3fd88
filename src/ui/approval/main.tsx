import { render } from 'preact';
import { speak } from '../../messages/client.ts';
import { CONTRACT } from '../../messages/contract.ts';
import { Approval } from './approval.tsx';

speak(CONTRACT);

const root = document.getElementById('root');
if (root !== null) render(<Approval />, root);
