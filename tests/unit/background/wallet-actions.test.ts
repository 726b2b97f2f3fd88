import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browserState } from '../fakes/fake-browser.ts';
import { fakeWallet } from '../fakes/fake-wallet.ts';
import { unwrap } from '../fakes/samples.ts';
import { type Background, openBackground } from './background.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

let background: Background;
beforeEach(() => {
  browserState.reset();
  background = openBackground();
});

const LOGIN = { url: 'http://127.0.0.1:18083', username: 'me', password: 's3cret' };
const refused = (code: string) => ({ ok: false, failure: { code } });
const relayed = () => background.state.wallet?.relayed.map(({ txid }) => txid);

async function prepared(parts = 5) {
  const split = await background.call('wallet.split', { parts });
  if (!split.ok) throw new Error(split.failure.code);
  return split;
}

describe('a split', () => {
  it('is prepared and shown, and nothing is sent', async () => {
    const split = await prepared(5);
    expect(split).toMatchObject({ parts: 5, each: '3199640000000', fee: '1800000000' });
    expect(background.state.wallet?.prepared).toHaveLength(1);
    expect(relayed()).toEqual([]);
    expect(JSON.stringify(split)).not.toContain(background.state.wallet?.prepared[0]);
  });

  it('is sent once when it is confirmed, however often that is', async () => {
    const { id } = await prepared();
    const answers = await Promise.all([
      background.call('wallet.split.confirm', { id }),
      background.call('wallet.split.confirm', { id }),
    ]);
    expect(answers).toEqual([{ ok: true }, refused('approval_outdated')]);
    expect(await background.call('wallet.split.confirm', { id })).toEqual(
      refused('approval_outdated'),
    );
    expect(background.state.wallet?.calls.get('relay')).toBe(1);
    expect(relayed()).toEqual(background.state.wallet?.prepared);
  });

  it('of another id is not sent, and the one that stands can still be', async () => {
    expect(await background.call('wallet.split.confirm', { id: 'x' })).toEqual(
      refused('approval_outdated'),
    );
    const { id } = await prepared();
    expect(await background.call('wallet.split.confirm', { id: `${id}x` })).toEqual(
      refused('approval_outdated'),
    );
    expect(relayed()).toEqual([]);
    expect(await background.call('wallet.split.confirm', { id })).toEqual({ ok: true });
  });

  it('is the one that was prepared last', async () => {
    const first = await prepared(2);
    const second = await prepared(3);
    expect(await background.call('wallet.split.confirm', { id: first.id })).toEqual(
      refused('approval_outdated'),
    );
    expect(await background.call('wallet.split.confirm', { id: second.id })).toEqual({ ok: true });
    expect(relayed()).toEqual([background.state.wallet?.prepared[1]]);
  });

  it('of one wallet is not sent by the one that was connected since', async () => {
    const { id } = await prepared();
    expect(await background.call('wallet.connect', LOGIN)).toEqual({ ok: true });
    expect(await background.call('wallet.split.confirm', { id })).toEqual(
      refused('approval_outdated'),
    );
    expect(relayed()).toEqual([]);
  });

  it('that cannot be prepared or sent says why', async () => {
    const { id } = await prepared();
    if (background.state.wallet) background.state.wallet.dead = true;
    expect(await background.call('wallet.split.confirm', { id })).toMatchObject(
      refused('wallet_unreachable'),
    );
    expect(await background.call('wallet.split', { parts: 2 })).toMatchObject(
      refused('wallet_unreachable'),
    );
    background.state.wallet = null;
    expect(await background.call('wallet.split', { parts: 2 })).toEqual(
      refused('wallet_not_connected'),
    );
  });
});

describe('the outputs of the wallet', () => {
  it('are told, or why they are not', async () => {
    background.state.wallet = fakeWallet(3);
    expect(await background.call('wallet.outputs')).toEqual({
      ok: true,
      ready: 3,
      total: 3,
      nextInBlocks: null,
    });
    await background.call('wallet.split.confirm', { id: (await prepared(2)).id });
    expect(await background.call('wallet.outputs')).toMatchObject({ ready: 0, nextInBlocks: 10 });
    background.state.wallet = null;
    expect(await background.call('wallet.outputs')).toEqual(refused('wallet_not_connected'));
  });
});

describe('the login', () => {
  const kept = async () => unwrap(await background.settings.wallet());

  it('keeps the password that the form leaves out, for the same wallet alone', async () => {
    await background.call('wallet.connect', LOGIN);
    await background.call('wallet.connect', { ...LOGIN, password: null });
    expect(await kept()).toEqual(LOGIN);
    const spaced = { ...LOGIN, url: ` ${LOGIN.url} `, password: null };
    expect(await background.call('wallet.connect', spaced)).toEqual({ ok: true });
    expect(await kept()).toEqual(LOGIN);
    const url = 'http://127.0.0.1:18084';
    for (const password of [null, '']) {
      const answer = await background.call('wallet.connect', { ...LOGIN, url, password });
      expect(answer).toMatchObject(refused('wallet_login_needed'));
      expect(await kept()).toEqual(LOGIN);
    }
  });

  it('that cannot be one is not kept', async () => {
    await background.call('wallet.connect', LOGIN);
    const answer = await background.call('wallet.connect', { ...LOGIN, url: 'http://10.0.0.2:1' });
    expect(answer).toMatchObject(refused('wallet_url_insecure'));
    expect(await background.call('wallet.test', { ...LOGIN, url: 'x' })).toMatchObject(
      refused('wallet_url_invalid'),
    );
    expect(await kept()).toEqual(LOGIN);
  });
});
