import { render } from 'preact';
import { StreamsPage } from './streams.tsx';

const root = document.getElementById('root');
if (root !== null) render(<StreamsPage />, root);
