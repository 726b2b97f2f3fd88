import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Bip39, EnglishMnemonic, Slip10, Slip10Curve, stringToPath } from '@cosmjs/crypto';
import { GenericAuthorization } from 'cosmjs-types/cosmos/authz/v1beta1/authz';
import { MsgGrant } from 'cosmjs-types/cosmos/authz/v1beta1/tx';
import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { AuthInfo, TxBody } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSignedTransaction } from '../../src/consensus/signed-file.ts';
import { withTimeoutHeight } from '../../src/consensus/wire.ts';
import { encodeDraft } from '../devnet/cosmos-tx.ts';
import { type FakeLcd, startFakeLcd } from '../devnet/fake-lcd.ts';
import type { LcdAnswer } from '../devnet/lcd.ts';
import { listenOnLoopback } from '../devnet/listen.ts';
import { publicKeyOf } from '../devnet/secp256k1.ts';
import { account, signDoc } from '../unit/fakes/node-signer.ts';
import type { KeplrApps } from './apps/keplr-apps.ts';
import type { Browser, Tab } from './browsers/browser.ts';
import { pressTooEarly } from './early-press.ts';
import { signingWindow, signingWindowGone } from './question-windows.ts';
import { SessionTraces } from './session-traces.ts';
import { BROWSERS, launchTollpass, until } from './world.ts';

// A player's day: a password, a chain, keys, a page that sends moves, and the lock at night.

const PASSWORD = 'walnut-signer-pass-2806';
const WORDS = `${'abandon '.repeat(11)}about`;
const ADDRESS = 'structs19rl4cm2hmr8afy4kldpxz3fka4jguq0acpz60a';
/** Of the same words, by the path of Structs. */
const KEY = 'c4a48e2fce1481cd3294b4490f6678090ea98d3d0e5cd984558ab0968741b104';
/** Somebody else. */
const FRIEND = account(2);
const CHAIN = 'structstestnet-111';
const MOVE = {
  typeUrl: '/structs.structs.MsgFleetMove',
  value: { creator: ADDRESS, fleetId: '9-11', destinationLocationId: '2-1' },
};

const id = (name: string): string => `[data-testid=${name}]`;

/** The key that words stand for, by the path of Structs, in hex. */
async function keyOf(words: string): Promise<string> {
  const seed = await Bip39.mnemonicToSeed(new EnglishMnemonic(words));
  const path = stringToPath("m/44'/118'/0'/0/0");
  return Buffer.from(Slip10.derivePath(Slip10Curve.Secp256k1, seed, path).privkey).toString('hex');
}

/** The apps of `apps/keplr-apps.ts` as one script. */
async function bundledApps(): Promise<string> {
  const entry = fileURLToPath(new URL('apps/keplr-apps.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'bundled' } },
  });
  const [{ output }] = built as unknown as [{ output: readonly [{ code: string }] }];
  return output[0].code;
}

describe.each(BROWSERS)('the signers of a user, in %s', (name) => {
  let browser: Browser;
  let traces: SessionTraces;
  let lcd: FakeLcd;
  let site: { readonly origin: string; readonly log: readonly string[]; stop(): Promise<void> };
  let made = '';

  beforeAll(async () => {
    traces = await SessionTraces.open(name);
    browser = await launchTollpass(name, traces.profile, { logs: traces.logs });
    lcd = await startFakeLcd(200, CHAIN);
    lcd.fund(ADDRESS, 1_000_000n);
    const apps = await bundledApps();
    site = await listenOnLoopback(
      createServer((request, response) => {
        request.resume();
        const isScript = request.url === '/apps.js';
        response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
        response.end(
          isScript
            ? apps
            : '<!doctype html><title>Game</title><script src="/apps.js"></script><p>A game',
        );
      }),
    );
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await lcd?.stop();
    await traces?.delete();
  });

  const page = (): Promise<Tab> => browser.extensionPage('src/ui/signers/index.html');
  const asked = (): Promise<Tab> => signingWindow(browser);
  const gone = (): Promise<void> => signingWindowGone(browser);
  async function game(): Promise<Tab> {
    const tab = await browser.newTab();
    await tab.goto(site.origin);
    await tab.waitForText('A game');
    return tab;
  }
  const send = (tab: Tab): Promise<string> =>
    tab.evaluate(
      ({ chain, message }) =>
        (window.tollpass?.send(chain, [message], '') ?? Promise.reject(new Error('none'))).then(
          (sent) => (sent as { txHash: string }).txHash,
          (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
        ),
      { chain: CHAIN, message: MOVE },
    );

  it('want a password first, and a chain', async () => {
    const tab = await page();
    await tab.waitForText('Set a password first');
    await browser.callExtension({ name: 'vault.create', input: { password: PASSWORD } });
    await tab.waitForText('No chain yet');
    await tab.fill(id('chain-rest'), 'http://192.0.2.1:1317');
    await tab.click(id('chain-add'));
    await tab.waitForSelector(id('chain-problem'));
    await tab.fill(id('chain-rest'), lcd.origin);
    await tab.click(id('chain-add'));
    await tab.waitForText(CHAIN);
    await tab.close();
  });

  it('are imported by their words, and refused by wrong ones', async () => {
    const tab = await page();
    await tab.click(id('add-words'));
    await tab.fill(id('signer-name'), 'My fleet');
    await tab.fill(id('signer-secret'), WORDS.replace('about', 'abandon'));
    await tab.click(id('signer-add'));
    await tab.waitForText('These are no recovery words');
    await tab.fill(id('signer-secret'), `  ${WORDS.toUpperCase()} `);
    await tab.click(id('signer-add'));
    await tab.waitForText(ADDRESS);
    await tab.close();
  });

  it('are made up: shown once, and asked back', async () => {
    const tab = await page();
    await tab.click(id('add-create'));
    await tab.fill(id('signer-name'), 'New one');
    await tab.click(id('words-12'));
    await tab.waitForSelector(id('words'));
    const words = await tab.evaluate(
      () => [...document.querySelectorAll('[data-testid=words] li')].map((li) => li.textContent),
      null,
    );
    expect(words).toHaveLength(12);
    made = words.join(' ');
    await tab.click(id('words-written'));
    await tab.waitForSelector('[data-testid^=word-]');
    const asked = await tab.evaluate(
      () =>
        [...document.querySelectorAll<HTMLElement>('[data-testid^=word-]')].map(
          ({ dataset }) => dataset.testid ?? '',
        ),
      null,
    );
    expect(asked).toHaveLength(3);
    for (const field of asked) {
      await tab.fill(id(field), words[Number(field.slice('word-'.length)) - 1] ?? '');
    }
    await tab.waitForText('These are right.');
    await tab.click(id('signer-add'));
    await tab.waitForText('New one');
    expect(await tab.text()).not.toContain(made);
    await tab.close();
  });

  it('send a move that the user agreed to, and only that', async () => {
    const tab = await game();
    const connected = tab.evaluate(
      (chainId) => window.tollpass?.connect({ chainId }).then((all) => all.map((a) => a.address)),
      CHAIN,
    );
    const connecting = await asked();
    await connecting.waitForText('My fleet');
    await connecting.click(id('agree'));
    expect(await connected).toEqual([ADDRESS]);
    await gone();

    const hash = send(tab);
    const approval = await asked();
    await approval.waitForText('9-11');
    await approval.waitForText('2-1');
    await pressTooEarly(approval, id('agree'), async () => {
      expect(await browser.callExtension({ name: 'signing.read', input: {} })).not.toBeNull();
      expect(lcd.included).toEqual([]);
    });
    await approval.click(id('agree'));
    expect(await hash).toMatch(/^[0-9A-F]{64}$/);
    expect(lcd.included.map(({ code }) => code)).toEqual([0]);
    await gone();

    await tab.close();
  });

  it('recover when another client of the same account was quicker', async () => {
    const tab = await game();
    const before = lcd.included.length;
    const hash = send(tab);
    const approval = await asked();
    await approval.waitForText('9-11');
    const account = lcd.accounts.get(ADDRESS);
    if (account === undefined) throw new Error('nobody is there');
    account.sequence += 1n;
    // And once more between the look at the account and what is signed for it.
    const { answer } = lcd;
    const handedOver: LcdAnswer[] = [];
    lcd.answer = (method, path, body) => {
      const isHandOver = method === 'POST' && path.endsWith('/txs');
      if (isHandOver && handedOver.length === 0) account.sequence += 1n;
      const given = answer(method, path, body);
      if (isHandOver) handedOver.push(given);
      return given;
    };
    await approval.click(id('agree'));
    expect(await hash).toMatch(/^[0-9A-F]{64}$/);
    lcd.answer = answer;
    expect(handedOver).toMatchObject([32, 0].map((code) => ({ body: { tx_response: { code } } })));
    expect(lcd.included.length).toBe(before + 1);
    await gone();
    await tab.close();
  });

  it('are unlocked when a page wants a signature', async () => {
    const tab = await game();
    await browser.callExtension({ name: 'vault.lock', input: {} });
    const hash = send(tab);
    await (await asked()).click(id('agree'));
    const unlocking = await browser.waitForPage('/unlock/');
    await unlocking.fill(id('unlock-password'), PASSWORD);
    await unlocking.click(id('unlock'));
    expect(await hash).toMatch(/^[0-9A-F]{64}$/);
    await gone();
    await tab.close();
  });

  it.each<[string, 'plain' | 'kit']>([
    ['plain cosmjs', 'plain'],
    ['cosmos-kit', 'kit'],
  ])('sign for an app in the way of %s, at window.keplr', async (_, app) => {
    await browser.callExtension({ name: 'keplr_alias.set', input: { on: true } });
    const tab = await game();
    const account = lcd.accounts.get(ADDRESS);
    const place = {
      chainId: CHAIN,
      accountNumber: Number(account?.number),
      sequence: Number(account?.sequence),
    };
    const before = lcd.included.length;
    const done = tab.evaluate(
      ({ app, place }) =>
        (window as unknown as { apps: KeplrApps }).apps[app](place).catch(
          (error: Error) => `failed: ${error.message}`,
        ),
      { app, place },
    );
    const approval = await asked();
    await approval.waitForText('0.000001');
    await approval.click(id('agree'));
    const result = await done;
    if (app === 'plain') {
      const handed = lcd.answer('POST', '/cosmos/tx/v1beta1/txs', {
        tx_bytes: result,
        mode: 'BROADCAST_MODE_SYNC',
      });
      expect(handed).toMatchObject({ status: 200, body: { tx_response: { code: 0 } } });
    } else {
      expect(result).toMatch(/^[0-9a-f]{64}$/);
    }
    await until(async () => lcd.included.length === before + 1, 'the transfer to be in a block');
    await gone();
    await tab.close();
  });

  it('sign for no other chain, and nothing dangerous before its warnings were read', async () => {
    const tab = await game();
    const { number, sequence } = lcd.accounts.get(ADDRESS) ?? { number: 0n, sequence: 0n };
    const packed = (typeUrl: string, value: Uint8Array) => ({ typeUrl, value });
    const authorization = GenericAuthorization.encode({ msg: '/cosmos.bank.v1beta1.MsgSend' });
    const grant = MsgGrant.fromPartial({
      granter: ADDRESS,
      grantee: FRIEND.address,
      grant: {
        authorization: packed('/cosmos.authz.v1beta1.GenericAuthorization', authorization.finish()),
        expiration: { seconds: 1_900_000_000n, nanos: 0 },
      },
    });
    const body = TxBody.fromPartial({
      messages: [
        packed('/cosmos.authz.v1beta1.MsgGrant', MsgGrant.encode(grant).finish()),
        packed('/never.heard.MsgOfIt', Buffer.from('0a06736563726574', 'hex')),
      ],
    });
    const key = { key: Buffer.from(publicKeyOf(KEY), 'hex') };
    const authInfo = AuthInfo.fromPartial({
      signerInfos: [
        {
          publicKey: packed('/cosmos.crypto.secp256k1.PubKey', PubKey.encode(key).finish()),
          modeInfo: { single: { mode: 1 } },
          sequence,
        },
      ],
      fee: { amount: [], gasLimit: 200_000n, payer: FRIEND.address },
    });
    const doc = {
      bodyBytes: Buffer.from(TxBody.encode(body).finish()).toString('base64'),
      authInfoBytes: Buffer.from(AuthInfo.encode(authInfo).finish()).toString('base64'),
      chainId: CHAIN,
      accountNumber: String(number),
    };
    const sign = (signDoc: typeof doc) =>
      tab.evaluate(
        ({ chain, signer, signDoc }) =>
          (
            window.tollpass?.signDirect(chain, signer, signDoc) ?? Promise.reject(new Error('none'))
          ).then(
            (signed) => (signed as { txHash: string }).txHash,
            (error: { code: string }) => error.code,
          ),
        { chain: CHAIN, signer: ADDRESS, signDoc },
      );
    expect(await sign({ ...doc, chainId: 'other-1' })).toBe('refused');

    const hash = sign(doc);
    const approval = await asked();
    await approval.waitForText('The fee is to be paid by another account');
    await approval.waitForText('This lets somebody else act for you');
    await approval.waitForText(`Let ${FRIEND.address} act in your name`);
    await approval.waitForText('To send any message of type /cosmos.bank.v1beta1.MsgSend');
    await approval.waitForText('/never.heard.MsgOfIt');
    await approval.waitForText('Tollpass does not know what this does');
    const raw = await approval.evaluate((selector) => {
      for (const part of document.querySelectorAll('details')) part.open = true;
      return [...document.querySelectorAll(selector)].map((pre) => pre.textContent);
    }, id('raw'));
    expect(raw.join('\n')).toContain('0a06736563726574');
    expect(raw.join('\n')).toContain('"grantee"');
    // Not to be pressed until it was said that the warnings were read: it opens by that, and shuts.
    await approval.click(id('understood'));
    await approval.waitForSelector(`${id('agree')}:enabled`);
    await approval.click(id('understood'));
    await approval.waitForSelector(`${id('agree')}:disabled`);
    await approval.click(id('understood'));
    // What was agreed to is another each time, and none of it to be agreed to at once.
    await approval.waitForSelector(`${id('agree')}:enabled:not([aria-disabled=true])`);
    await approval.click(id('agree'));
    expect(await hash).toMatch(/^[0-9A-F]{64}$/);
    await gone();
    await tab.close();
  });

  it('send nothing that the user refused', async () => {
    const tab = await game();
    const before = lcd.included.length;
    const refused = send(tab);
    await (await asked()).click(id('reject'));
    expect(await refused).toMatch(/^rejected/);
    expect(lcd.included).toHaveLength(before);
    await gone();
    await tab.close();
  });

  it('show what they sent, and a signed transaction to keep', async () => {
    const tab = await page();
    await tab.waitForSelector(id('transactions-over'));
    await tab.waitForText('MsgFleetMove');
    await tab.waitForText(/In block \d+/);
    const over = await browser.callExtension<{ over: { id: string; stage: string }[] }>({
      name: 'transactions.read',
      input: {},
    });
    const sent = over.over.find(({ stage }) => stage === 'included');
    const file = await browser.callExtension<{ text: string }>({
      name: 'transaction.export',
      input: { id: sent?.id },
    });
    expect(JSON.parse(file.text)).toMatchObject({
      body: { messages: [{ '@type': MOVE.typeUrl }] },
      auth_info: { fee: { gas_limit: '500000' } },
    });
    await tab.close();
  });

  it('send later what they signed before, once, and nothing that is not theirs', async () => {
    const { number, sequence } = lcd.accounts.get(ADDRESS) ?? { number: 0n, sequence: 0n };
    const value = {
      fromAddress: ADDRESS,
      toAddress: FRIEND.address,
      amount: [{ denom: 'ualpha', amount: '2500000' }],
    };
    /** As a page keeps what it had signed by `signDirect`. */
    const fileFor = (chainId: string): string => {
      const draft = {
        messages: [{ typeUrl: '/cosmos.bank.v1beta1.MsgSend', value }],
        memo: 'kept',
        fee: { amount: [{ denom: 'ualpha', amount: '1' }], gasLimit: '200000' },
        chainId,
        accountNumber: String(number),
        sequence: String(sequence),
        publicKey: publicKeyOf(KEY),
      };
      return writeSignedTransaction(
        signDoc(KEY, withTimeoutHeight(encodeDraft(draft), lcd.height() + 10_000)),
      );
    };
    const kept = fileFor(CHAIN);
    const tab = await page();
    const look = async (text: string): Promise<void> => {
      await tab.fill(id('signed-file-text'), text);
      await tab.click(id('signed-file-look'));
    };
    await look('{"body": 1}');
    await tab.waitForText('This is no signed transaction.');
    await look(fileFor('other-1'));
    await tab.waitForText('signed for another chain');
    await look(kept);
    await tab.waitForText('2.5 alpha');
    await tab.waitForText('My fleet');
    const before = lcd.included.length;
    await tab.click(id('signed-file-send-yes'));
    await tab.waitForText('Handed over.');
    await until(async () => lcd.included.length === before + 1, 'a block with it');
    expect(lcd.included.at(-1)?.tx.memo).toBe('kept');
    await tab.waitForText('MsgSend signed before, sent by you');
    await look(kept);
    await tab.waitForText('The chain has included this already');
    expect(lcd.included.length).toBe(before + 1);
    await tab.close();
  });

  it('show their words behind the password', async () => {
    const tab = await page();
    await tab.click(id('signer-reveal'));
    await tab.fill('[data-testid^=reveal-]', PASSWORD);
    await tab.press('Enter');
    await tab.waitForSelector(id('words'));
    await tab.waitForText('about');
    await browser.callExtension({ name: 'vault.lock', input: {} });
    await tab.close();
  });

  it('leave no key and no password in the profile or in any log', async () => {
    const tab = await page();
    await traces.sayIn(tab);
    await traces.sayIn(await game());
    await browser.close();
    await traces.add('lcd', lcd.log);
    await traces.add('site', site.log);
    expect(made.split(' ')).toHaveLength(12);
    const keys = [KEY, await keyOf(made)].map((key) => Buffer.from(key, 'hex'));
    expect(await traces.placesOf([PASSWORD, WORDS, made, ...keys])).toEqual([]);
    // The search finds what is there.
    expect(await traces.placesOf(['Tollpass'])).not.toEqual([]);
    expect(await traces.placesOf([ADDRESS])).toContain(join(traces.logs, 'lcd.log'));
    expect(await traces.hears()).toBe(true);
    browser = { close: async () => undefined } as Browser;
  });
});
