import { checkConfiguration } from '../configuration/check.ts';
import { type ConfigurationPorts, exportConfiguration } from '../configuration/export.ts';
import type { Fault } from '../configuration/fault.ts';
import { sensitiveFields } from '../configuration/fields.ts';
import { type ImportPlan, planImport } from '../configuration/import.ts';
import type { JsonObject } from '../configuration/json.ts';
import { parseConfiguration } from '../configuration/parse.ts';
import { openSecrets, sealSecrets } from '../configuration/sealed-secrets.ts';
import type { CONFIGURATION_CONTRACT } from '../messages/configuration.ts';
import type { FailureView, Output } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { stageStorage } from '../platform/staged-storage.ts';
import type { LocalStorage } from '../platform/storage.ts';
import { type Cost, checkStrength } from '../vault/password-key.ts';
import { checkOf } from '../vault/record.ts';
import type { Vault } from '../vault/vault.ts';
import { failureView } from './views.ts';

type ConfigurationHandlers = Pick<Handlers, keyof typeof CONFIGURATION_CONTRACT>;
type PlanView = NonNullable<Extract<Output<'configuration.look'>, { ok: true }>['plan']>;

export interface ConfigurationActionPorts {
  readonly storage: LocalStorage;
  readonly vault: Pick<Vault, 'check'>;
  /** What is held, read and written through this storage. */
  held(storage: LocalStorage): ConfigurationPorts;
  /** What a guess at the password of a file is to cost. */
  readonly cost: Cost;
  /** What is stored is another: what was made of it has to be made anew. */
  restored(): Promise<void>;
  done(result: Result<unknown, Failure>): { ok: true } | { ok: false; failure: FailureView };
}

/** A file as far as it could be read, and what importing it would do. */
interface Look {
  readonly faults: readonly Fault[];
  /** null if a fault stands before any plan. */
  readonly plan: ImportPlan | null;
  readonly sealed: 'none' | 'closed' | 'open';
}

/** Of a value that is shown: what is longer is nobody's to read in a list. */
const LONGEST_SHOWN = 400;

/** The handlers for importing and exporting a configuration. */
export function configurationHandlers(ports: ConfigurationActionPorts): ConfigurationHandlers {
  async function look(
    text: string,
    password: string | null,
    storage: LocalStorage,
  ): Promise<Result<Look, Failure>> {
    const parsed = parseConfiguration(text);
    if (!parsed.ok) return ok({ faults: parsed.error, plan: null, sealed: 'none' });
    const sealed = parsed.value.secrets === undefined ? 'none' : 'closed';
    const faults = checkConfiguration(parsed.value);
    if (faults.length > 0) return ok({ faults, plan: null, sealed });
    const clear = sensitiveFields(parsed.value);
    if (sealed === 'none' || password === null) {
      const { secrets: _, ...file } = parsed.value;
      return planned(file, clear, sealed, storage);
    }
    const opened = await openSecrets(parsed.value, password);
    if (!opened.ok) return opened;
    const within = checkConfiguration(opened.value);
    if (within.length > 0) return ok({ faults: within, plan: null, sealed: 'open' });
    return planned(opened.value, clear, 'open', storage);
  }

  async function planned(
    file: JsonObject,
    clear: readonly string[],
    sealed: Look['sealed'],
    storage: LocalStorage,
  ): Promise<Result<Look, Failure>> {
    const plan = await planImport(file, clear, ports.held(storage));
    return plan.ok ? ok({ faults: plan.value.faults, plan: plan.value, sealed }) : plan;
  }

  async function apply(text: string, password: string | null, digest: string) {
    // What the parts write comes together here, and out in one write.
    const staged = stageStorage(ports.storage);
    const looked = await look(text, password, staged.storage);
    if (!looked.ok) return looked;
    const { faults, plan } = looked.value;
    const isAgreed = plan !== null && faults.length === 0 && (await digestOf(plan)) === digest;
    if (!isAgreed) return err(failure('configuration_outdated'));
    const applied = await plan.apply();
    const written = applied.ok ? await staged.commit() : applied;
    if (written.ok) await ports.restored();
    return written;
  }

  return {
    async 'configuration.look'({ text, password }) {
      const looked = await look(text, password, stageStorage(ports.storage).storage);
      if (!looked.ok) return { ok: false, failure: failureView(looked.error) };
      const { faults, plan, sealed } = looked.value;
      return {
        ok: true,
        faults: faults.map(({ path, failure: of }) => ({ path, failure: failureView(of) })),
        plan: plan === null ? null : planView(plan),
        sealed,
        digest: plan === null ? '' : await digestOf(plan),
      };
    },
    async 'configuration.import'({ text, password, digest }) {
      return ports.done(await apply(text, password, digest));
    },
    async 'configuration.export'({ secrets }) {
      const refused = (error: Failure) => ({ ok: false, failure: failureView(error) }) as const;
      if (secrets !== null) {
        const strong = checkStrength(secrets.password);
        if (!strong.ok) return refused(strong.error);
        // An open vault is not enough to take everything away at once.
        const own = await ports.vault.check(secrets.own);
        if (!own.ok) return refused(own.error);
      }
      const held = ports.held(stageStorage(ports.storage).storage);
      const file = await exportConfiguration(held, secrets !== null);
      if (!file.ok) return refused(file.error);
      const whole =
        secrets === null ? file.value : await sealSecrets(file.value, secrets.password, ports.cost);
      return { ok: true, text: `${JSON.stringify(whole, null, 2)}\n` };
    },
  };
}

/** What was agreed to: every change in full. */
function digestOf({ changes, unknown, notes }: ImportPlan): Promise<string> {
  return checkOf({ changes, unknown, notes });
}

function planView({ changes, unknown, notes }: ImportPlan): PlanView {
  return {
    changes: changes.map(({ fields, ...change }) => ({
      ...change,
      fields: fields.map(({ field, before, after }) => ({
        field,
        before: shown(before),
        after: shown(after),
      })),
    })),
    unknown: unknown.map(({ path, kind, value }) => ({ path, kind, value: shown(value) })),
    notes: notes.map((note) => ({ ...note })),
  };
}

function shown(value: string | null): string | null {
  return value !== null && value.length > LONGEST_SHOWN
    ? `${value.slice(0, LONGEST_SHOWN)}…`
    : value;
}
