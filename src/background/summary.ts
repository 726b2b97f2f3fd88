import type { Handlers } from '../messages/router.ts';
import type { Failure } from '../outcome/failure.ts';
import type { Result } from '../outcome/result.ts';

type Read<T> = { read(): Promise<Result<readonly T[], Failure>> };

/** The lists whose lengths the popup shows beside the ways to their pages. */
export interface SummaryPorts {
  readonly webApps: Read<unknown>;
  readonly signers: Read<unknown>;
  readonly streams: Read<{ readonly on: boolean }>;
}

/** What there is on the other pages, in numbers. A list that cannot be read counts as empty. */
export function summaryHandlers(ports: SummaryPorts): Pick<Handlers, 'summary'> {
  const listOf = async <T>(of: Read<T>): Promise<readonly T[]> => {
    const list = await of.read();
    return list.ok ? list.value : [];
  };
  return {
    async summary() {
      const [webApps, signers, streams] = await Promise.all([
        listOf(ports.webApps),
        listOf(ports.signers),
        listOf(ports.streams),
      ]);
      return {
        webApps: webApps.length,
        signers: signers.length,
        streams: streams.length,
        streamsOn: streams.filter(({ on }) => on).length,
      };
    },
  };
}
