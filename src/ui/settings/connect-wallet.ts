import { send } from '../../messages/client.ts';
import type { FailureView, Input, WalletReportView } from '../../messages/contract.ts';
import type { WalletOutcome } from './wallet-result.tsx';

/**
 * Tests the wallet and, if it is to be connected and the test passed, keeps it.
 *
 * @throws if the background does not answer
 */
export async function connectWallet(
  login: Input<'wallet.connect'>,
  kind: 'test' | 'connect',
  evenIfFailed: boolean,
): Promise<WalletOutcome> {
  const tested = await send('wallet.test', login);
  const report: WalletReportView | null = tested.ok ? tested.report : null;
  const failure: FailureView | null = tested.ok ? null : tested.failure;
  if (failure !== null && !evenIfFailed) return { is: 'failed', failure, wanted: kind };
  if (kind === 'test' && report !== null) return { is: 'tested', report };
  const done = await send('wallet.connect', login);
  return done.ok
    ? { is: 'connected', report }
    : { is: 'failed', failure: done.failure, wanted: 'test' };
}
