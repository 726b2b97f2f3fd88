import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Tab } from './browsers/browser.ts';
import { SessionTraces } from './session-traces.ts';
import { BROWSERS, launchTollpass, until } from './world.ts';

// A configuration comes in as a file, is looked at, applied, given out, and comes in again.

const PASSWORD = 'walnut-config-pass-1177';
const FILE_PASSWORD = 'hazel-file-pass-8842';
const WORDS = `${'abandon '.repeat(11)}about`;
const ADDRESS = 'structs19rl4cm2hmr8afy4kldpxz3fka4jguq0acpz60a';
const APP_PASSWORD = 'pecan-app-pass-3310';
const NOTE = 'acorn-config-note-5512';
const CHAIN = {
  chainId: 'structstestnet-111',
  prefix: 'structs',
  coinType: 118,
  denoms: { ualpha: { symbol: 'alpha', exponent: 6 } },
  gasPrice: { denom: 'ualpha', price: '0' },
  fixed: null,
};
const FILE = {
  webapp: { baseURL: 'http://localhost:8080', username: 'player', password: APP_PASSWORD },
  streaming: { url: 'nats://localhost:4222', protocol: 'NATS', on: false },
  consensus: {
    apiURL: 'http://localhost:1317',
    chain: CHAIN,
    signer: { address: ADDRESS, mnemonic: WORDS, name: 'My fleet' },
    colour: 'red',
  },
  apiKey: NOTE,
};

const id = (name: string): string => `[data-testid=${name}]`;

/** Chooses a file with this text. */
const choose = ({ text }: { text: string }): void => {
  const input = document.querySelector<HTMLInputElement>('[data-testid=config-import-file]');
  const files = new DataTransfer();
  files.items.add(new File([text], 'authentication.json', { type: 'application/json' }));
  if (input === null) throw new Error('no field');
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
};

/** Keeps the text of what is handed to the browser's downloads. */
const catchDownload = (): void => {
  const make = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    void (blob as Blob).text().then((text) => {
      document.documentElement.dataset.saved = text;
    });
    return make(blob);
  };
};
const downloaded = (): string => document.documentElement.dataset.saved ?? '';

describe.each(BROWSERS)('a configuration, in %s', (name) => {
  let browser: Browser;
  let traces: SessionTraces;
  let sealed = '';

  beforeAll(async () => {
    traces = await SessionTraces.open(name);
    browser = await launchTollpass(name, traces.profile, { logs: traces.logs });
    await browser.callExtension({ name: 'vault.create', input: { password: PASSWORD } });
  });
  afterAll(async () => {
    await browser?.close();
    await traces?.delete();
  });

  const cardsOn = (tab: Tab): Promise<number> =>
    tab.evaluate((selector) => document.querySelectorAll(selector).length, id('web-app'));
  /** Once all its parts are read: one that comes later would move what is pressed. */
  async function page(): Promise<Tab> {
    const tab = await browser.extensionPage('src/ui/services/index.html');
    await tab.waitForSelector(id('config-import-file'));
    const { apps } = await browser.callExtension<{ apps: readonly unknown[] }>({
      name: 'web_apps.read',
      input: {},
    });
    await until(
      async () => (await cardsOn(tab)) === apps.length && !(await tab.text()).includes('Reading…'),
      'all of the page to be read',
    );
    return tab;
  }
  const signers = () =>
    browser.callExtension<{ signers: { name: string; kind: string }[] }>({
      name: 'signers.read',
      input: {},
    });
  async function save(tab: Tab): Promise<string> {
    await tab.evaluate(catchDownload, null);
    await tab.click(id('config-export'));
    await tab.waitForText('Saved as tollpass-configuration-');
    let text = '';
    await until(async () => {
      text = await tab.evaluate(downloaded, null);
      return text !== '';
    }, 'the file');
    return text;
  }

  it('with mistakes is told of them by place, and comes to nothing', async () => {
    const tab = await page();
    const wrong = { webapp: { baseURL: 7 }, streaming: [{ protocol: 'MQTT' }] };
    await tab.fill(id('config-import-text'), JSON.stringify(wrong));
    await tab.click(id('config-look'));
    await tab.waitForText('It cannot be imported: 3 mistakes');
    for (const path of ['/webapp/baseURL', '/streaming/0/url', '/streaming/0/protocol']) {
      await tab.waitForText(path);
    }
    await tab.close();
  });

  it('is looked at first, and then applied', async () => {
    const tab = await page();
    await tab.evaluate(choose, { text: JSON.stringify(FILE) });
    await tab.click(id('config-look'));
    await tab.waitForSelector(id('config-plan'));
    await tab.waitForText('6 new.');
    await tab.waitForText('These secrets stand in the file for anybody to read.');
    await tab.waitForText('Tollpass connects to ws://localhost:1443/ instead.');
    await tab.waitForText('/consensus/colour');
    expect((await signers()).signers).toEqual([]);
    await tab.click(id('config-confirm-yes'));
    await tab.waitForText('Imported.');
    expect((await signers()).signers).toMatchObject([{ name: 'My fleet', kind: 'mnemonic' }]);
    await tab.close();
  });

  it('is given out without secrets unless they are asked for', async () => {
    const tab = await page();
    const plain = await save(tab);
    expect(JSON.parse(plain)).toMatchObject({
      consensus: { chain: CHAIN, signer: { address: ADDRESS, name: 'My fleet' }, colour: 'red' },
    });
    expect(plain).not.toMatch(/abandon|acorn|pecan/);
    await tab.close();

    const again = await page();
    await again.click(id('config-export-secrets'));
    await again.fill(id('config-own'), PASSWORD);
    await again.fill(id('config-password'), FILE_PASSWORD);
    await again.fill(id('config-password-again'), FILE_PASSWORD);
    const saving = save(again);
    await again.waitForText('Encrypting the secrets…');
    sealed = await saving;
    expect(sealed).not.toMatch(/abandon|acorn|pecan|walnut|hazel/);
    const { secrets: _, ...rest } = JSON.parse(sealed);
    expect(rest).toEqual(JSON.parse(plain));
    await again.close();
  });

  it('that was sealed opens with its password alone, and changes nothing that is the same', async () => {
    const tab = await page();
    await tab.evaluate(choose, { text: sealed });
    await tab.click(id('config-look'));
    await tab.waitForText('There are secrets in this file, under a password.');
    await tab.fill(id('config-import-password'), `${FILE_PASSWORD}x`);
    await tab.click(id('config-open'));
    await tab.waitForText('This is not the password of the file.');
    await tab.fill(id('config-import-password'), FILE_PASSWORD);
    await tab.click(id('config-open'));
    await tab.waitForText('6 stay as they are.');
    await traces.sayIn(tab);
    await tab.close();
  });

  it('that is not any more what was looked at comes to nothing', async () => {
    const tab = await page();
    const text = JSON.stringify({ webapp: { baseURL: 'http://localhost:8081' } });
    await tab.fill(id('config-import-text'), text);
    await tab.click(id('config-look'));
    await tab.waitForText('1 new.');
    const input = { text, password: null };
    const { digest } = await browser.callExtension<{ digest: string }>({
      name: 'configuration.look',
      input,
    });
    const before = await cardsOn(tab);
    await browser.callExtension({ name: 'configuration.import', input: { ...input, digest } });
    // The new card moves what is below it: a press before that would miss.
    await until(async () => (await cardsOn(tab)) > before, 'the new web app to be shown');
    // Nor does its open form take the focus from what the user is at.
    await pause(500);
    expect(await tab.evaluate(() => document.activeElement?.tagName, null)).toBe('BUTTON');
    await tab.click(id('config-confirm-yes'));
    await tab.waitForText('Something changed since you looked at this');
    await tab.close();
  });

  it('has a form open for each web app without an account, whose labels are of its own fields', async () => {
    const input = {
      text: JSON.stringify({ webapp: { baseURL: 'http://localhost:8082' } }),
      password: null,
    };
    const { digest } = await browser.callExtension<{ digest: string }>({
      name: 'configuration.look',
      input,
    });
    await browser.callExtension({ name: 'configuration.import', input: { ...input, digest } });
    const tab = await page();
    const places = await tab.evaluate(
      (form) =>
        [...document.querySelectorAll(form)].map((each) =>
          [...each.querySelectorAll('label')].every(({ control }) => each.contains(control)),
        ),
      id('web-app-log-in-form'),
    );
    expect(places).toEqual([true, true]);
    await tab.close();
  });

  it('is given out with secrets to nobody without the password of Tollpass', async () => {
    const tab = await page();
    await tab.evaluate(catchDownload, null);
    await tab.click(id('config-export-secrets'));
    await tab.fill(id('config-own'), `${PASSWORD}x`);
    await tab.fill(id('config-password'), FILE_PASSWORD);
    await tab.fill(id('config-password-again'), FILE_PASSWORD);
    await tab.click(id('config-export'));
    await tab.waitForText('This is not the password.');
    expect(await tab.evaluate(downloaded, null)).toBe('');
    await tab.close();
  });

  it('leaves no secret on the disk in the clear', async () => {
    await browser.close();
    expect(
      await traces.placesOf(['abandon abandon', NOTE, APP_PASSWORD, PASSWORD, FILE_PASSWORD]),
    ).toEqual([]);
    // The search finds what is there.
    expect(await traces.placesOf(['My fleet'])).not.toEqual([]);
    expect(await traces.hears()).toBe(true);
  });
});
