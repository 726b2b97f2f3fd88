import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openQuestionLine, type Questions } from '../../../src/platform/question-line.ts';
import { openUnlocks, type UnlockWindow } from '../../../src/platform/unlock-window.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { settled } from '../fakes/virtual-clock.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

let unlocks: UnlockWindow;
let payments: Questions<string, string>;
let changes = 0;
beforeEach(() => {
  browserState.reset();
  changes = 0;
  const line = openQuestionLine(() => {
    changes += 1;
  });
  unlocks = openUnlocks(line, 'unlock.html');
  payments = line.sort({ page: 'approval.html', no: 'no', inPopup: true });
});

function windows(): string[] {
  return browserState.windows().map(({ url }) => url.replace(browserState.ownUrl, ''));
}

describe('the question for the password', () => {
  it('is asked once for all that wait', async () => {
    const waiting = [unlocks.ask(), unlocks.ask()];
    await settled();
    expect(windows()).toEqual(['unlock.html']);
    expect(unlocks.isAsking()).toBe(true);
    unlocks.unlocked();
    expect(await Promise.all(waiting)).toEqual([true, true]);
    expect(unlocks.isAsking()).toBe(false);
  });

  it('takes its turn behind a question that is shown already', async () => {
    const paid = payments.ask('pay?');
    const unlocked = unlocks.ask();
    await settled();
    expect(unlocks.isAsking()).toBe(false);
    payments.answer(payments.current()?.id ?? '', 'yes');
    await settled();
    expect(await paid).toBe('yes');
    expect(unlocks.isAsking()).toBe(true);
    expect(windows()).toContain('unlock.html');
    unlocks.unlocked();
    expect(await unlocked).toBe(true);
  });

  it('is answered no when its window is closed; the others are asked after it', async () => {
    const unlocked = unlocks.ask();
    const paid = payments.ask('pay?');
    await settled();
    browserState.closeWindow(browserState.windows()[0]?.id ?? 0);
    expect(await unlocked).toBe(false);
    await settled();
    expect(windows()).toEqual(['approval.html']);
    payments.answer(payments.current()?.id ?? '', 'yes');
    expect(await paid).toBe('yes');
  });

  it('is asked anew after it was answered', async () => {
    void unlocks.ask();
    await settled();
    unlocks.unlocked();
    await settled();
    void unlocks.ask();
    await settled();
    expect(windows()).toEqual(['unlock.html']);
    expect(browserState.windowsOpened()).toBe(2);
  });

  it('is gone when it was unlocked elsewhere, and nobody asked', () => {
    unlocks.unlocked();
    expect(unlocks.isAsking()).toBe(false);
    expect(changes).toBe(0);
  });
});
