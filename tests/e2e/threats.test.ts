import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTRACT } from '../../src/messages/contract.ts';
import { ANSWER, ASK, CHALLENGE, PROOF } from '../../src/page/channel.ts';
import type { Gate } from '../devnet/gate-server.ts';
import type { TollGate } from '../devnet/toll-gate.ts';
import { BOXED, type Boxing } from './boxed-frames.ts';
import type { Tab } from './browsers/browser.ts';
import { type HostileSite, startHostileSite } from './hostile-site.ts';
import { pryAtHome, pryFromElsewhere } from './prying.ts';
import { startWorld } from './start-world.ts';
import { BROWSERS, HIDDEN_SERVICE, NOT_LOOPBACK, PLENTY, until, type World } from './world.ts';

/** Names on loopback: a pass may travel to each, so only its origin keeps it from the others. */
const SHOP = 'shop.localhost';

const fetchStatus = async (url: string): Promise<number> => (await fetch(url)).status;

describe.each(BROWSERS)('an attack, in %s', (name) => {
  let world: World;
  /** Its `/ping` is sold, and the pass for it is held. */
  let gate: TollGate;
  let shop: HostileSite;
  let elsewhere: HostileSite;
  let tab: Tab;
  let origin: string;
  /** What nobody but the shop may see: the pass, and the parts of it. */
  let secrets: readonly string[];

  beforeAll(async () => {
    world = await startWorld(name);
    await world.connect(PLENTY);
    gate = await world.net.gate({ acceptFrom: 'pool', ttl: 500, body: 'page' });
    [shop, elsewhere] = [await startHostileSite(gate), await startHostileSite(gate)];
    origin = `http://${SHOP}:${shop.port}`;
    tab = await world.openFree(`${origin}/lab`);
    expect(await tab.evaluate(fetchStatus, '/ping')).toBe(200);
    const [pass] = await world.passesOf(origin);
    if (pass === undefined) throw new Error('no pass was bought');
    const answer = await world.send('pass.credential', { toll: pass.toll });
    if (!answer.ok) throw new Error('the pass is not told');
    const [, txid = '', proof = ''] = /^TPAT (\w+):(\w+)/.exec(answer.credential) ?? [];
    expect(txid).toBe(pass.txid);
    secrets = [txid, proof];
  });
  afterAll(async () => {
    await shop?.stop();
    await elsewhere?.stop();
    await world?.stop();
  });

  function expectNoSecret(text: string): void {
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(60);
      expect(text).not.toContain(secret);
    }
  }

  it('by forged messages of ours has nothing paid', async () => {
    const forger = await world.net.gate({ body: 'page' });
    const victim = await world.net.gate({ body: 'page' });
    const page = await world.openFree(`${forger.origin}/lab`);
    const before = await world.net.payer.history();
    const forgery = {
      names: Object.keys(CONTRACT),
      events: { ASK, ANSWER, CHALLENGE, PROOF },
      urls: [`${forger.origin}/lab`, `${victim.origin}/article`, 'file:///etc/passwd'],
      challenge: { address: forger.address, amount: '1000000', message: 'nonce' },
      id: new URL(world.browser.extensionOrigin).host,
    };
    const heard = page.evaluate(async ({ names, events, urls, challenge, id }) => {
      const answers = (type: string, count: number) =>
        new Promise<string[]>((resolve) => {
          const all: string[] = [];
          addEventListener(type, (event) => {
            all.push(String((event as CustomEvent).detail));
            if (all.length === count) resolve(all);
          });
        });
      const say = (type: string, detail: unknown): void => {
        dispatchEvent(new CustomEvent(type, { detail: JSON.stringify(detail) }));
      };
      const answered = answers(events.ANSWER, urls.length * 2);
      const proven = answers(events.PROOF, 2);
      const api = globalThis as unknown as Record<'chrome' | 'browser', typeof chrome | undefined>;
      for (const name of names) {
        for (const input of [{}, { ...challenge, url: urls[1], origin: location.origin }]) {
          postMessage({ name, input }, '*');
          say(name, input);
          for (const of of [api.chrome, api.browser]) {
            try {
              void of?.runtime?.sendMessage(id, { name, input })?.catch?.(() => undefined);
            } catch {
              // Not even that is there.
            }
          }
        }
      }
      postMessage({ status: 402, type: 'PAYMENT_CHALLENGE', ...challenge }, '*');
      for (const [index, url] of urls.entries()) {
        say(events.ASK, { id: `a${index}`, url, status: 402, attempt: 0 });
        say(events.ASK, { id: `b${index}`, url, status: 402, attempt: 5, name: 'wallet.connect' });
      }
      say(events.CHALLENGE, { id: 'd', ...challenge, answer: 'pay' });
      say(events.CHALLENGE, { id: 'c', ...challenge });
      return { answered: await answered, proven: await proven };
    }, forgery);
    // The most that a page can reach is a question, about itself.
    const question = await world.asked();
    expect(question).toMatchObject({ origin: forger.origin, reason: 'page_says' });
    await world.reject(question);
    const { proven } = await heard;
    expect(proven.map((text) => JSON.parse(text).proof)).toEqual([null, null]);
    expect(await world.net.payer.history()).toHaveLength(before.length);
    expect([...forger.log, ...victim.log].filter(({ credential }) => credential)).toEqual([]);
    expect((await world.overview()).wallet).toBe('set');
    await page.close();
  });

  it('by a frame without an origin has nothing paid', async () => {
    const victim = await world.net.gate({ body: 'page' });
    const page = await world.openFree(`${victim.origin}/lab`);
    await page.waitForText('The lab');
    await page.evaluate((url) => {
      const script = `<script>fetch('${url}/ping', { mode: 'no-cors' })</script>`;
      const boxed = (): HTMLIFrameElement => {
        const frame = document.createElement('iframe');
        frame.setAttribute('sandbox', 'allow-scripts');
        return frame;
      };
      const [inline, page, data] = [boxed(), boxed(), document.createElement('iframe')];
      inline.srcdoc = `<iframe src="${url}/article"></iframe>${script}`;
      page.srcdoc = `<script>location = '${url}/article'</script>`;
      data.src = `data:text/html,${encodeURIComponent(script)}`;
      document.body.append(inline, page, data);
    }, victim.origin);
    await until(
      async () => victim.log.filter(({ status }) => status === 402).length >= 4,
      'all to be asked for a toll',
    );
    // Whoever asks in the frame's name is asked about, and the answer is no.
    let quiet = 0;
    await until(async () => {
      const question = await world.send('question.read', {});
      if (question === null) {
        quiet += 1;
        return quiet > 10;
      }
      quiet = 0;
      expect(question.reason).toBe('third_party');
      await world.reject(question);
      return false;
    }, 'the questions to end');
    expect(await world.transfersTo(victim.address)).toBe(0);
    expect(victim.log.filter(({ credential }) => credential)).toEqual([]);
    await page.close();
  });

  async function expectAsked(box: Boxing, gate: Gate): Promise<void> {
    const page = await world.openFree(`${gate.origin}/lab`);
    await page.waitForText('The lab');
    await box(page, gate);
    await until(
      async () =>
        gate.log.some(({ credential }) => credential) ||
        (await world.send('question.read', {})) !== null,
      'the question',
    );
    const question = await world.send('question.read', {});
    expect(question).toMatchObject({ origin: gate.origin, reason: 'third_party' });
    // Before the answer: Firefox opens its login dialog for a 401 that it is handed.
    await page.close();
    if (question !== null) await world.reject(question);
    expect(await world.transfersTo(gate.address)).toBe(0);
    expect(gate.log.filter(({ credential }) => credential)).toEqual([]);
  }

  it.each(Object.entries(BOXED))('by %s has nothing paid without a question', async (_, box) => {
    await expectAsked(box, await world.net.gate({ body: 'page' }));
  });

  it('by a sandboxed frame whose 401 asks for Monero has nothing paid without a question', async () => {
    const terms = { minAmount: 1_000_000_000n, minConfirmations: 1, free: ['/lab'] };
    const address = await world.net.subaddress();
    const box = BOXED['a sandboxed frame'];
    if (box === undefined) throw new Error('no such frame');
    await expectAsked(box, await world.net.gate({ dialect: 'Basic', ...terms, address }));
  });

  it.each([301, 302, 307, 308])('by a redirect (%i) gets no pass', async (status) => {
    const targets = {
      'another port': `http://${SHOP}:${elsewhere.port}`,
      'a subdomain': `http://sub.${SHOP}:${shop.port}`,
      'the name above': `http://localhost:${shop.port}`,
      'another name': `http://127.0.0.1:${shop.port}`,
      'plain http': `http://${NOT_LOOPBACK}:${shop.port}`,
    };
    for (const [what, target] of Object.entries(targets)) {
      const land = `/trap/land?${status}-${what.replaceAll(' ', '-')}`;
      const go = `/trap/go?status=${status}&to=${encodeURIComponent(target + land)}`;
      await tab.evaluate(async (url) => {
        await fetch(url);
        await fetch(url, { method: 'POST', body: 'x', credentials: 'include' });
      }, go);
      const page = await world.openFree(origin + go);
      await page.waitForText('Trapped.');
      await page.close();
      const { host } = new URL(target);
      const landed = [...shop.seen, ...elsewhere.seen].filter(
        (seen) => seen.url === land && seen.host === host,
      );
      expect(landed.length, what).toBeGreaterThanOrEqual(3);
      expect(landed.map(({ authorization }) => authorization)).toEqual(landed.map(() => null));
      // The redirecting request itself carried it: it was there to be lost.
      const left = shop.seen.filter(
        ({ url, host: at }) => url === go && at === new URL(origin).host,
      );
      expect(left.every(({ authorization }) => authorization?.includes(secrets[0] ?? ''))).toBe(
        true,
      );
    }
  });

  it('by scripts of its own or of another site does not learn the pass', async () => {
    const asked = shop.seen.length;
    const read = await pryAtHome(tab, '/ping', '/trap/worker.js');
    expect(read.worker).toContain('/ping');
    expectNoSecret(read.worker);
    expectNoSecret(read.texts);
    const pings = shop.seen.slice(asked).filter(({ url }) => url === '/ping');
    expect(pings).toHaveLength(4);
    for (const { authorization } of pings) expect(authorization).toContain(secrets[0]);

    const other = await world.openFree(`http://127.0.0.1:${elsewhere.port}/lab`);
    const stolen = await pryFromElsewhere(other, `${origin}/ping`, '/trap/worker.js');
    for (const text of [stolen.worker, stolen.texts]) {
      expect(text).toContain('/ping');
      expectNoSecret(text);
    }
    await other.close();
  });

  it('on the way to a site in Tor gets nothing, unless the user allows such sites', async () => {
    const onion = await world.net.gate({ acceptFrom: 'pool', ttl: 50, body: 'page' });
    const site = `http://${HIDDEN_SERVICE}:${new URL(onion.origin).port}`;
    const page = await world.openFree(`${site}/lab`);
    expect(await page.evaluate(fetchStatus, '/ping')).toBe(402);
    const { tolls } = await world.overview();
    expect(tolls.find((toll) => toll.origin === site)?.failure?.code).toBe('site_hidden_service');
    expect(await world.transfersTo(onion.address)).toBe(0);

    const settings = await world.browser.extensionPage('src/ui/settings/index.html');
    await settings.click('[data-testid=hidden-services]');
    await until(
      async () => (await world.send('settings.read', {})).hiddenServices,
      'such sites to be allowed',
    );
    expect(await page.evaluate(fetchStatus, '/ping')).toBe(200);
    expect(await world.transfersTo(onion.address)).toBe(1);
    const shown = onion.log.filter(({ credential }) => credential).length;
    expect(shown).toBeGreaterThan(0);

    await world.send('hidden_services.allow', { allowed: false });
    expect(await page.evaluate(fetchStatus, '/ping')).toBe(402);
    expect(onion.log.filter(({ credential }) => credential)).toHaveLength(shown);
    await settings.close();
    await page.close();
  });
});
