import { beforeEach, describe, expect, it, vi } from 'vitest';

const shown = vi.hoisted(() => [] as { id: string; title: string; message: string }[]);

vi.mock('webextension-polyfill', async () => {
  const { fakeBrowser } = await import('../fakes/fake-browser.ts');
  return {
    default: {
      ...fakeBrowser,
      notifications: {
        create: async (id: string, of: { title: string; message: string }) => {
          shown.push({ id, title: of.title, message: of.message });
          return id;
        },
      },
    },
  };
});

const { tell } = await import('../../../src/background/telling.ts');
const { writeNoticeWishes } = await import('../../../src/platform/notice-storage.ts');
const { openLocalStorage } = await import('../../../src/platform/storage.ts');
const { browserState } = await import('../fakes/fake-browser.ts');

const ORIGIN = 'https://shop.example';

describe('what is told of tolls', () => {
  beforeEach(() => {
    browserState.reset();
    shown.length = 0;
  });

  it('is told until the user says otherwise, by the name of the site alone', async () => {
    const storage = openLocalStorage();
    for (const kind of ['asking', 'trouble', 'paid'] as const) await tell(storage, kind, ORIGIN);
    expect(shown.map(({ id }) => id)).toEqual(Array(3).fill(`toll:${ORIGIN}`));
    expect(shown.map(({ title, message }) => [title, message])).toEqual([
      ['A payment waits for your answer', 'shop.example asks to be paid.'],
      ['A page was not paid', 'Tollpass says why, for shop.example.'],
      ['The page that waited is open', 'shop.example has taken your payment.'],
    ]);
  });

  it.each(['asking', 'trouble', 'paid'] as const)(
    'is not told once %s is switched off',
    async (kind) => {
      const storage = openLocalStorage();
      const all = { asking: true, trouble: true, paid: true };
      await writeNoticeWishes(storage, { ...all, [kind]: false });
      for (const each of ['asking', 'trouble', 'paid'] as const) await tell(storage, each, ORIGIN);
      expect(shown).toHaveLength(2);
    },
  );

  it('is nothing while it cannot be read what is wanted', async () => {
    browserState.local.put('notices', 'damaged');
    await tell(openLocalStorage(), 'asking', ORIGIN);
    expect(shown).toEqual([]);
  });
});
