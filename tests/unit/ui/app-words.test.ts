import { describe, expect, it } from 'vitest';
import type { WebAppView } from '../../../src/messages/web-apps.ts';
import { accountName, sessionLines, stateLine } from '../../../src/ui/services/app-words.ts';
import { texts } from '../../../src/ui/services/web-app-texts.ts';

const NOW = Date.UTC(2026, 10, 23, 12, 0);
const ALICE = { id: 'a', kind: 'password', username: 'alice' } as const;

function app(over: Partial<WebAppView> = {}): WebAppView {
  return {
    id: 'w',
    baseUrl: 'https://play.example',
    way: 'password',
    guild: null,
    accounts: [ALICE],
    active: 'a',
    session: { cookie: 'PHPSESSID' },
    failure: null,
    ...over,
  };
}

describe('the state of a web app', () => {
  it('says who is logged in, and what comes of a session that is over', () => {
    expect(stateLine(app())).toBe('Logged in as alice.');
    expect(stateLine(app({ active: null, session: null }))).toBe('Not logged in.');
    expect(stateLine(app({ session: null }))).toContain('logged in again');
    const failed = app({ session: null, failure: { code: 'login_refused' } });
    expect(stateLine(failed)).toBe('The session of alice is over.');
    expect(stateLine(app({ accounts: [] }))).toContain('not here any more');
  });

  it('names an account without hidden characters, and says that its signer is gone', () => {
    expect(accountName({ ...ALICE, username: 'al\u{202E}ice' })).toBe('al\u{FFFD}ice');
    const address = 'structs19rl4cm2hmr8afy4kldpxz3fka4jguq0acpz60a';
    const signer = { id: 's', kind: 'signer', chainId: 'c', address, name: null } as const;
    expect(accountName(signer)).toBe('structs19rl4…cpz60a (its signer is gone)');
    expect(accountName({ ...signer, name: 'My fleet' })).toBe('My fleet, structs19rl4…cpz60a');
  });
});

describe('a session', () => {
  it('is shown by the name of its cookie, its end and its last use', () => {
    const [cookie, ends, used] = sessionLines(
      {
        cookie: 'PHPSESSID',
        expires: new Date(NOW + 3_600_000).toISOString(),
        lastUsed: new Date(NOW).toISOString(),
      },
      NOW,
    );
    expect(cookie).toEqual(['Cookie', 'PHPSESSID']);
    expect(ends?.[1]).toMatch(/\d/);
    expect(used?.[0]).toBe('Last seen in use');
    expect(sessionLines({ cookie: 'x' }, NOW)).toHaveLength(2);
  });

  it('that was ended here never claims more of the web app than is known', () => {
    expect(texts.left.alive).toContain('goes on with the session');
    expect(texts.left.unknown).toContain('cannot be seen');
  });
});
