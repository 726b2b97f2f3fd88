import { afterEach, expect, it, vi } from 'vitest';
import { deskHost } from '../../../src/platform/desk-host.ts';

vi.mock('webextension-polyfill', () => ({
  default: { i18n: { getUILanguage: () => 'de-DE' } },
}));

afterEach(() => vi.unstubAllGlobals());

it('tells the desk the language of the browser, which it cannot ask for', async () => {
  const created: { url: string }[] = [];
  vi.stubGlobal('chrome', {
    offscreen: {
      Reason: { WORKERS: 'WORKERS' },
      hasDocument: async () => created.length > 0,
      createDocument: async (document: { url: string }) => void created.push(document),
    },
  });
  const host = deskHost();
  await host.open();
  await host.open();
  expect(created.map(({ url }) => url)).toEqual(['src/desk/index.html?language=de-DE']);
});
