import { beforeEach, describe, expect, it, vi } from 'vitest';
import { withoutOrigin } from '../../../src/platform/own-requests.ts';
import { browserState } from '../fakes/fake-browser.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

beforeEach(() => browserState.reset());

describe('requests of our own', () => {
  it('are made without an Origin, once the browser has been told so, and no others', async () => {
    const stood: number[] = [];
    const fetch = withoutOrigin(async () => {
      stood.push(browserState.sessionRules().length);
      return new Response('');
    });
    await Promise.all([fetch('https://a.example/', {}), fetch('https://b.example/', {})]);
    await fetch('https://a.example/', {});
    expect(stood).toEqual([1, 1, 1]);
    expect(browserState.sessionRules()).toMatchObject([
      {
        id: 3,
        condition: { initiatorDomains: [new URL(browserState.ownUrl).host] },
        action: { requestHeaders: [{ header: 'Origin', operation: 'remove' }] },
      },
    ]);
  });
});
