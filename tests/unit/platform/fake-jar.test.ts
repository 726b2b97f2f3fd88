import { fakeWebApp } from '../fakes/fake-web-app.ts';
import { cookieJarContract } from './cookie-jar-contract.ts';

cookieJarContract('the fake jar', () => {
  let now = 1_715_000_000_000;
  const at = 'https://play.example';
  const url = `${at}/api/auth/login`;
  const app = fakeWebApp(at, { way: 'password', users: { me: 'p' }, now: () => now });
  const body = JSON.stringify({ username: 'me', password: 'p' });
  return {
    jar: app.jar,
    url,
    async logIn() {
      await app.fetch(url, { method: 'POST', body, credentials: 'include' });
    },
    take: app.wipe,
    later(ms) {
      now += ms;
    },
  };
});
