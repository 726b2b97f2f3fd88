import type { Progress } from '../payments/settle.ts';
import type { ToolbarState } from '../platform/toolbar.ts';

/** What the toolbar button says of a toll. */
export function toolbarState(progress: Progress): ToolbarState {
  switch (progress.step) {
    case 'preparing':
    case 'prepared':
    case 'relayed':
      return { kind: 'working', title: 'toolbar_paying' };
    case 'asking':
      return { kind: 'asking' };
    case 'awaiting_confirmations':
      return { kind: 'waiting', confirmations: progress.confirmations, needed: progress.needs };
    case 'retrying':
      return { kind: 'working', title: 'toolbar_retrying' };
    case 'resting':
      return { kind: 'working', title: 'toolbar_resting' };
    case 'settled':
      return progress.outcome.ok ? { kind: 'paid' } : { kind: 'trouble', title: 'toolbar_unpaid' };
    default:
      return progress satisfies never;
  }
}
