import type { Input } from '../messages/contract.ts';
import type { Handlers } from '../messages/router.ts';
import { type Failure, failure } from '../outcome/failure.ts';
import { err, ok, type Result } from '../outcome/result.ts';
import { isSecure } from '../payments/policy.ts';
import { type ApiKey, apiKeySecret } from '../sessions/api-key.ts';
import {
  type Attachment,
  readHeader,
  readPlace,
  readValue,
  serves,
} from '../sessions/attachment.ts';
import { type CredentialPorts, type Done, renewAt } from './credential-handlers.ts';
import { isAttached } from './credentials.ts';
import { isRefusal, statusFor } from './try-credential.ts';
import { failureView } from './views.ts';

type ApiKeyHandlers = Pick<
  Handlers,
  'api_keys.read' | 'api_key.add' | 'api_key.change' | 'api_key.test' | 'api_key.delete'
>;

/** The handlers for what a user does with API keys. */
export function apiKeyHandlers(ports: CredentialPorts, done: Done): ApiKeyHandlers {
  const { keys, vault, credentials, refused } = ports;

  async function keyOf(id: string): Promise<Result<ApiKey, Failure>> {
    const known = await keys.read();
    if (!known.ok) return known;
    const key = known.value.find((each) => each.id === id);
    return key === undefined ? err(failure('key_gone')) : ok(key);
  }

  /** Where a key is to be shown, as typed. */
  async function attachmentOf(
    id: string | null,
    { address, header }: Pick<Input<'api_key.add'>, 'address' | 'header'>,
  ): Promise<Result<Attachment, Failure>> {
    const place = readPlace(address, (origin) => isSecure(origin, { hiddenServices: false }));
    if (!place.ok) return place;
    const form = readHeader(header);
    if (!form.ok) return form;
    const attachment = { ...place.value, header: form.value };
    const free = await credentials.mustBeFree(id, attachment);
    return free.ok ? ok(attachment) : free;
  }

  function keep(id: string, text: string): Promise<Result<null, Failure>> {
    return vault.put({ id: apiKeySecret(id), kind: 'api-key', text });
  }

  async function add(input: Input<'api_key.add'>): Promise<Result<unknown, Failure>> {
    const attachment = await attachmentOf(null, input);
    if (!attachment.ok) return attachment;
    const value = readValue(input.value, attachment.value.header);
    if (!value.ok) return value;
    const id = ports.newId();
    // The key first: a name without a key would be of no use.
    const kept = await keep(id, value.value);
    if (!kept.ok) return kept;
    const key = { id, name: input.name, ...attachment.value, addedAt: ports.now() };
    const listed = await keys.update((list) => ok([...list, key]));
    return listed.ok ? renewAt(ports, [key.origin]) : listed;
  }

  async function change(input: Input<'api_key.change'>): Promise<Result<unknown, Failure>> {
    const { id, name } = input;
    const [before, attachment] = [await keyOf(id), await attachmentOf(id, input)];
    if (!before.ok) return before;
    if (!attachment.ok) return attachment;
    const known = await vault.get(apiKeySecret(id));
    if (!known.ok) return known;
    const value = readValue(input.value ?? known.value ?? '', attachment.value.header);
    if (!value.ok) return value;
    const kept = await keep(id, value.value);
    if (!kept.ok) return kept;
    const listed = await keys.update((list) =>
      list.some((each) => each.id === id)
        ? ok(list.map((each) => (each.id === id ? { ...each, name, ...attachment.value } : each)))
        : err(failure('key_gone')),
    );
    if (!listed.ok) return listed;
    await refused.set(id, null);
    return renewAt(ports, [before.value.origin, attachment.value.origin]);
  }

  async function remove(id: string): Promise<Result<unknown, Failure>> {
    const key = await keyOf(id);
    if (!key.ok) return key;
    // Asked first: a key that nobody names any more could not be deleted.
    const open = await vault.get(apiKeySecret(id));
    if (!open.ok) return open;
    const listed = await keys.update((list) => ok(list.filter((each) => each.id !== id)));
    if (!listed.ok) return listed;
    const renewed = await renewAt(ports, [key.value.origin]);
    await refused.set(id, null);
    const removed = await vault.remove(apiKeySecret(id));
    return renewed.ok ? removed : renewed;
  }

  async function test({ id, address }: Input<'api_key.test'>) {
    const key = await keyOf(id);
    if (!key.ok) return key;
    const url = URL.canParse(address, key.value.origin) ? new URL(address, key.value.origin) : null;
    if (url === null || !serves(key.value, url.href)) {
      return err(failure('key_not_there'));
    }
    const value = await vault.get(apiKeySecret(id));
    if (!value.ok) return value;
    if (value.value === null) return err(failure('key_gone'));
    const { name } = key.value;
    const answered = await statusFor(ports.fetch, url.href, key.value.header, value.value);
    if (!answered.ok) return answered;
    const status = answered.value;
    const { origin } = key.value;
    const isRefused = isRefusal(status);
    await refused.set(id, isRefused ? { status, at: ports.now() } : null);
    ports.changed();
    return isRefused
      ? err(failure('key_refused', { origin, name, status: String(status) }))
      : ok(status);
  }

  return {
    async 'api_keys.read'() {
      const [known, refusals, shown] = await Promise.all([
        keys.read(),
        refused.all(),
        ports.attached.shown(),
      ]);
      const views = (known.ok ? known.value : []).map(async (key) => ({
        id: key.id,
        name: key.name,
        origin: key.origin,
        path: key.path,
        header: key.header,
        isAttached: isAttached(shown, key),
        refused: refusals.find(({ id }) => id === key.id) ?? null,
        behindPass: await isBehindPass(ports, key),
      }));
      return { keys: await Promise.all(views) };
    },
    'api_key.add': async (input) => done(await add(input)),
    'api_key.change': async (input) => done(await change(input)),
    async 'api_key.test'(input) {
      const tested = await test(input);
      return tested.ok
        ? { ok: true, status: tested.value }
        : { ok: false, failure: failureView(tested.error) };
    },
    'api_key.delete': async ({ id }) => done(await remove(id)),
  };
}

/** Whether a pass of its origin is shown in the same header, where both serve the same path. */
export async function isBehindPass(
  { hasPass }: Pick<CredentialPorts, 'hasPass'>,
  { origin, header }: Attachment,
): Promise<boolean> {
  const isPassHeader = header.kind === 'bearer' || header.name.toLowerCase() === 'authorization';
  return isPassHeader && (await hasPass(origin));
}
