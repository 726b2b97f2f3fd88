import { render } from 'preact';
import { speak } from '../../messages/client.ts';
import { CONTRACT } from '../../messages/contract.ts';
import { present } from '../language.ts';
import { titles } from '../titles.ts';
import { ActivityPage } from './activity.tsx';
import { watchLedger } from './ledger.ts';

speak(CONTRACT);
present(document, titles.activity);

const root = document.getElementById('root');
if (root !== null) render(<ActivityPage ledger={watchLedger()} />, root);
