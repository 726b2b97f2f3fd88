import { expect, it } from 'vitest';
import type { Dial, Listener, StreamLogin, Wire } from '../../../src/streams/wire.ts';
import { unwrap } from '../fakes/samples.ts';

/** A server to run the contract against, real or not. */
export interface Harness {
  readonly dial: Dial;
  readonly url: string;
  readonly login: StreamLogin;
  /** A login that it refuses. */
  readonly wrongLogin: StreamLogin;
  /** Publishes as somebody else does; resolves once the server has it. */
  publish(subject: string, data: string): Promise<void>;
  respond(subject: string, data: string): Promise<void>;
  kill(): Promise<void>;
}

/**
 * What every `Dial` has to keep to. The server lets its user listen to `structs.>` and `_INBOX.>`,
 * and publish to `chat.>`.
 */
export function wireContract(harness: () => Harness): void {
  async function dial(): Promise<Wire> {
    const { dial, url, login } = harness();
    return unwrap(await dial(url, login));
  }

  function heard(): Listener & { readonly texts: string[]; readonly denials: number } {
    const texts: string[] = [];
    let denials = 0;
    return {
      texts,
      get denials() {
        return denials;
      },
      message: (subject, data) => void texts.push(`${subject} ${new TextDecoder().decode(data)}`),
      denied() {
        denials += 1;
      },
    };
  }

  it('says what the server is', async () => {
    const wire = await dial();
    expect(wire.server.version).toMatch(/^\d+\.\d+/);
    expect(wire.server.maxPayload).toBeGreaterThan(1000);
    wire.close();
  });

  it('refuses a wrong login', async () => {
    const { dial, url, wrongLogin } = harness();
    const refused = await dial(url, wrongLogin);
    expect(refused).toMatchObject({ ok: false, error: { code: 'stream_login_refused' } });
  });

  it('hears what it subscribed to, in order, and all of it before a ping is answered', async () => {
    const wire = await dial();
    const all = heard();
    const one = heard();
    wire.subscribe('structs.>', all);
    const stop = wire.subscribe('structs.*.1', one);
    expect(await wire.ping()).toBe(true);
    await harness().publish('structs.a.1', 'first');
    await harness().publish('structs.b.c.d', 'second');
    await wire.ping();
    expect(all.texts).toEqual(['structs.a.1 first', 'structs.b.c.d second']);
    expect(one.texts).toEqual(['structs.a.1 first']);
    stop();
    await wire.ping();
    await harness().publish('structs.a.1', 'third');
    await wire.ping();
    expect(all.texts).toHaveLength(3);
    expect(one.texts).toHaveLength(1);
    wire.close();
  });

  it('says so where it may not listen, and goes on with the rest', async () => {
    const wire = await dial();
    const [denied, fine] = [heard(), heard()];
    wire.subscribe('secret.>', denied);
    wire.subscribe('structs.>', fine);
    await wire.ping();
    await harness().publish('structs.x', 'yes');
    await wire.ping();
    expect(denied.denials).toBe(1);
    expect(fine.texts).toEqual(['structs.x yes']);
    wire.close();
  });

  it('publishes where it may, and says so where it may not', async () => {
    const wire = await dial();
    const data = new TextEncoder().encode('hello');
    expect(await wire.publish('chat.room', data)).toEqual({ ok: true, value: null });
    expect(await wire.publish('structs.x', data)).toMatchObject({
      error: { code: 'stream_publish_denied' },
    });
    expect(await wire.publish('chat.room', data)).toEqual({ ok: true, value: null });
    expect(await wire.publish('chat.room', new Uint8Array(9_000_000))).toMatchObject({
      error: { code: 'stream_too_large' },
    });
    expect(await wire.ping()).toBe(true);
    wire.close();
  });

  it('requests an answer', async () => {
    const wire = await dial();
    const data = new TextEncoder().encode('?');
    expect(await wire.request('chat.nobody', data, 1000)).toMatchObject({
      error: { code: 'stream_no_responder' },
    });
    await harness().respond('chat.echo', 'the answer');
    const reply = unwrap(await wire.request('chat.echo', data, 1000));
    expect(new TextDecoder().decode(reply)).toBe('the answer');
    wire.close();
  });

  it('closes when it is told to, and sends nothing then', async () => {
    const wire = await dial();
    wire.close();
    await wire.closed;
    expect(await wire.publish('chat.room', new Uint8Array(1))).toMatchObject({
      error: { code: 'stream_not_connected' },
    });
    expect(await wire.ping()).toBe(false);
  });

  it('says when the server is gone, and reaches nobody then', async () => {
    const wire = await dial();
    const { dial: again, url, login, kill } = harness();
    await kill();
    await wire.closed;
    expect(await wire.ping()).toBe(false);
    const refused = await again(url, login);
    expect(refused).toMatchObject({ ok: false, error: { code: 'stream_unreachable' } });
  });
}
