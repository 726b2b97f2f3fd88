import type { FailureView } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import type { Failure } from '../outcome/failure.ts';
import { ok, type Result } from '../outcome/result.ts';
import type { Pass } from '../passes/pass.ts';
import { isHiddenService, isSecure } from '../payments/policy.ts';
import type { SettlePorts } from '../payments/settle.ts';
import type { JournalStorage } from '../platform/journal-storage.ts';
import type { SettingsStorage } from '../platform/settings-storage.ts';

interface HiddenServicePorts {
  readonly journal: Pick<JournalStorage, 'records'>;
  readonly settings: Pick<SettingsStorage, 'read' | 'update'>;
  readonly attached: Pick<SettlePorts['attached'], 'renew'>;
  /** Turns a result into the answer of a message, and tells open pages. */
  done(result: Result<unknown, Failure>): { ok: true } | { ok: false; failure: FailureView };
}

/** The passes of an origin that it may be shown: none, where a pass may not travel to it. */
export function showablePasses({
  journal,
  settings,
}: Pick<HiddenServicePorts, 'journal' | 'settings'>) {
  return async (origin: string): Promise<Result<readonly Pass[], Failure>> => {
    const read = await settings.read();
    if (!read.ok) return read;
    if (!isSecure(origin, read.value.limits)) return ok([]);
    const records = await journal.records(origin);
    return records.ok ? ok(records.value.flatMap(({ pass }) => pass ?? [])) : records;
  };
}

/** The handler for the user's word on sites in Tor and I2P: it holds for passes bought before, too. */
export function hiddenServiceHandlers(
  ports: HiddenServicePorts,
): Pick<Handlers, 'hidden_services.allow'> {
  const { journal, settings, attached, done } = ports;

  async function allow(hiddenServices: boolean): Promise<Result<unknown, Failure>> {
    const written = await settings.update((before) => ({
      ...before,
      limits: { ...before.limits, hiddenServices },
    }));
    if (!written.ok) return written;
    const records = await journal.records(null);
    if (!records.ok) return records;
    const origins = new Set(records.value.map(({ toll }) => toll.origin).filter(isHiddenService));
    for (const origin of origins) {
      const renewed = await attached.renew(origin);
      if (!renewed.ok) return renewed;
    }
    return ok(null);
  }

  return { 'hidden_services.allow': async ({ allowed }) => done(await allow(allowed)) };
}
