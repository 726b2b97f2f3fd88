import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openQuestionLine, type Questions } from '../../../src/platform/question-line.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { settled } from '../fakes/virtual-clock.ts';

// What two sorts of questions do to each other; one sort by itself is in approval-window.test.ts.

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

let payments: Questions<string, string>;
let signing: Questions<string, string>;
beforeEach(() => {
  browserState.reset();
  const line = openQuestionLine(() => undefined);
  payments = line.sort({ page: 'pay.html', no: 'no', inPopup: true });
  signing = line.sort({ page: 'sign.html', no: 'closed', inPopup: false });
});

const pages = () => browserState.windows().map(({ url }) => url.replace(browserState.ownUrl, ''));
const id = (of: Questions<string, string>): string => of.current()?.id ?? 'none';

describe('questions of two sorts', () => {
  it('stand in one line, each shown by its own page', async () => {
    const answers = [payments.ask('p1'), signing.ask('s1'), signing.ask('s2'), payments.ask('p2')];
    await settled();
    expect(pages()).toEqual(['pay.html']);
    expect(payments.current()).toMatchObject({ question: 'p1', behind: 3 });
    expect(signing.current()).toBeNull();

    payments.answer(id(payments), 'a1');
    await settled();
    expect(pages()).toEqual(['sign.html']);
    expect(payments.current()).toBeNull();
    expect(signing.current()).toMatchObject({ question: 's1', behind: 2 });
    const [{ id: signingWindow } = { id: 0 }] = browserState.windows();
    signing.answer(id(signing), 'a2');
    await settled();
    expect(browserState.windows().map((one) => one.id)).toEqual([signingWindow]);
    signing.answer(id(signing), 'a3');
    await settled();
    expect(pages()).toEqual(['pay.html']);
    payments.answer(id(payments), 'a4');
    expect(await Promise.all(answers)).toEqual(['a1', 'a2', 'a3', 'a4']);
    await settled();
    expect(pages()).toEqual([]);
  });

  it('a page that closes its window after its last question answers no other', async () => {
    void payments.ask('p1');
    const signed = signing.ask('s1');
    await settled();
    const [paying] = browserState.windows();
    payments.answer(id(payments), 'yes');
    browserState.closeWindow(paying?.id ?? 0);
    await settled();
    expect(signing.current()).toMatchObject({ question: 's1' });
    signing.answer(id(signing), 'yes');
    expect(await signed).toBe('yes');
  });

  it('a window that was answered before the browser said it is there is closed, and asks nothing more', async () => {
    void signing.ask('s1');
    // The window stands, but the call that opens it has not come back.
    while (pages().length === 0) await Promise.resolve();
    signing.answer(id(signing), 'yes');
    const paid = payments.ask('p1');
    await settled();
    expect(pages()).toEqual(['pay.html']);
    payments.answer(id(payments), 'yes');
    expect(await paid).toBe('yes');
  });

  it('a window that was closed before the browser said it is there is a no', async () => {
    const paid = payments.ask('p1');
    while (pages().length === 0) await Promise.resolve();
    browserState.closeWindow(browserState.windows()[0]?.id ?? 0);
    expect(await paid).toBe('no');
    void signing.ask('s1');
    await settled();
    expect(pages()).toEqual(['sign.html']);
  });

  it('one sort cannot answer for the other', async () => {
    void payments.ask('p1');
    await settled();
    expect(signing.answer(id(payments), 'yes')).toBe(false);
    expect(payments.count()).toBe(1);
  });

  it('a closed window is the no of the sort that it showed', async () => {
    const answers = [signing.ask('s1'), payments.ask('p1')];
    await settled();
    const [shown] = browserState.windows();
    browserState.closeWindow(shown?.id ?? 0);
    expect(await answers[0]).toBe('closed');
    await settled();
    expect(pages()).toEqual(['pay.html']);
  });

  it('are dismissed by what they ask, wherever they stand', async () => {
    const answers = ['x1', 'y1', 'x2'].map((question) => signing.ask(question));
    await settled();
    signing.dismiss((question) => question.startsWith('x'), 'gone');
    expect(signing.current()).toMatchObject({ question: 'y1', behind: 0 });
    signing.answer(id(signing), 'yes');
    expect(await Promise.all(answers)).toEqual(['gone', 'yes', 'gone']);
    expect(signing.count()).toBe(0);
  });

  it('are no where no window can be, if there is no other place to answer', async () => {
    browserState.windowsFail = true;
    const paid = payments.ask('p1');
    expect(await signing.ask('s1')).toBe('closed');
    expect(payments.current()).toMatchObject({ question: 'p1', behind: 0 });
    payments.answer(id(payments), 'yes');
    expect(await paid).toBe('yes');
  });
});
