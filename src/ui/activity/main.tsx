import { render } from 'preact';
import { ActivityPage } from './activity.tsx';
import { watchLedger } from './ledger.ts';

const root = document.getElementById('root');
if (root !== null) render(<ActivityPage ledger={watchLedger()} />, root);
