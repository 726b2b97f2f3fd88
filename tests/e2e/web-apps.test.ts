import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, MessageName, Output } from '../../src/messages/contract.ts';
import { startWebApp, type WebAppServer } from '../devnet/web-app.ts';
import type { Browser, Tab } from './browsers/browser.ts';
import { fillProfile } from './browsers/firefox-profile.ts';
import { deleteProfile, makeProfile } from './browsers/process.ts';
import { BROWSERS, launchTollpass } from './world.ts';

const PASSWORD = 'walnut-vault-pass-7731';
const ALICE = 'marble-alice-pass-4410';

describe.each(BROWSERS)('web apps, in %s', (name) => {
  let browser: Browser;
  let profile: string;
  let app: WebAppServer;
  const send = <N extends MessageName>(message: N, input: Input<N>): Promise<Output<N>> =>
    browser.callExtension<Output<N>>({ name: message, input });

  beforeAll(async () => {
    profile = await makeProfile();
    if (name === 'firefox') await fillProfile(profile);
    browser = await launchTollpass(name, profile);
    app = await startWebApp({ way: 'password', users: { alice: ALICE } });
    await send('vault.create', { password: PASSWORD });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    if (profile !== undefined) await deleteProfile(profile);
  });

  it('draft', async () => {
    const tab: Tab = await browser.newTab();
    await tab.goto(app.origin);
    await tab.waitForText('A web app');
    const get = (path: string): Promise<number> =>
      tab.evaluate((to) => fetch(to).then((r) => r.status), path);
    expect(await get('/api/mine')).toBe(401);
    expect(await send('web_app.add', { url: app.origin, way: null })).toEqual({ ok: true });
    const [known] = (await send('web_apps.read', {})).apps;
    console.log(JSON.stringify(known));
    const id = known?.id ?? '';
    console.log(
      await send('web_app.account', {
        id,
        account: { kind: 'password', username: 'alice', password: 'wrong' },
      }),
    );
    console.log(
      await send('web_app.account', {
        id,
        account: { kind: 'password', username: 'alice', password: ALICE },
      }),
    );
    console.log(JSON.stringify(await send('web_apps.read', {})));
    expect(await get('/api/mine')).toBe(200);
    for (const ms of [0, 400]) {
      app.setDelay(ms);
      app.rules.endSessions();
      const logins = app.rules.count('/api/auth/login');
      const all = await tab.evaluate(
        () =>
          Promise.all(
            Array.from({ length: 10 }, (_, n) =>
              n % 3 === 2
                ? new Promise((done) => {
                    const x = new XMLHttpRequest();
                    x.open('GET', `/api/x${n}`);
                    x.onload = () => done(x.status);
                    x.send();
                  })
                : fetch(`/api/x${n}`).then((r) => r.status),
            ),
          ),
        null,
      );
      console.log(
        all,
        app.rules.count('/api/auth/login') - logins,
        app.rules.log
          .slice(-40)
          .map((e) => `${e.path} ${e.status}`)
          .join(', '),
      );
    }
    app.setDelay(0);
    expect(await get('/api/admin')).toBe(403);
    expect(await get('/api/odd')).toBe(401);
    expect(await get('/api/odd')).toBe(401);
    console.log(app.rules.count('/api/auth/login'));
    console.log(JSON.stringify((await send('overview', { url: app.origin })).session));
    app.rules.endSessions();
    await tab.goto(`${app.origin}/mine`);
    await tab.waitForText(/Mine alone|Log in/);
    console.log(await tab.text());
    console.log(await send('web_app.log_out', { id }));
    console.log(JSON.stringify(await send('web_apps.read', {})));
    await tab.goto(`${app.origin}/mine`);
    await tab.waitForText(/Mine alone|Log in/);
    console.log(await tab.text());
  });
});
