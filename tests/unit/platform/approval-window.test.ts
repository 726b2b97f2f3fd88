import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Question } from '../../../src/payments/approval.ts';
import { type ApprovalWindow, openApprovals } from '../../../src/platform/approval-window.ts';
import { openQuestionLine, type QuestionLine } from '../../../src/platform/question-line.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { address, ORIGIN, offer, pico, toll } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

const TOTAL = pico(1_801_000_000);
const TWICE = pico(1_802_000_000);
const ONCE = { times: 1, total: TOTAL };

let approvals: ApprovalWindow;
let line: QuestionLine;
let changes = 0;
beforeEach(() => {
  browserState.reset();
  changes = 0;
  line = openQuestionLine(() => {
    changes += 1;
  });
  approvals = openApprovals(line, 'approval.html');
});

function question(name = 'shop'): Question {
  return {
    toll: toll({ address: address(name) }),
    url: `${ORIGIN}/${name}`,
    offer: offer(),
    ways: 1,
    times: 1,
    fee: pico(1_800_000_000),
    reason: 'over_threshold',
    again: false,
  };
}

function id(): string {
  return approvals.current()?.id ?? 'none';
}

describe('the approval window', () => {
  it('opens for a question, and the answer goes to who asked', async () => {
    const asked = approvals.ask(question());
    await settled();
    expect(browserState.windows()).toMatchObject([{ url: `${browserState.ownUrl}approval.html` }]);
    expect(approvals.current()).toMatchObject({ question: question(), behind: 0 });
    expect(approvals.answer(id(), ONCE)).toBe(true);
    expect(await asked).toEqual({ do: 'pay', upTo: TOTAL, times: 1 });
    expect(approvals.current()).toBeNull();
    expect(changes).toBe(2);
  });

  it('is brought up by the command where a question waits, and answers nothing by it', async () => {
    line.bringUp();
    await settled();
    expect(browserState.windows()).toEqual([]);
    void approvals.ask(question());
    await settled();
    line.bringUp();
    await settled();
    expect(browserState.windows()).toMatchObject([{ focused: 1 }]);
    expect(approvals.count()).toBe(1);
  });

  it('is one window; other questions wait in line', async () => {
    const names = ['one', 'two', 'three'];
    const asked = names.map((name) => approvals.ask(question(name)));
    await settled();
    expect(browserState.windows()).toHaveLength(1);
    expect(approvals.count()).toBe(3);
    const shown: string[] = [];
    for (const pay of [true, false, true]) {
      const current = approvals.current();
      shown.push(current?.question.url ?? '');
      expect(current?.behind).toBe(2 - shown.length + 1);
      approvals.answer(id(), pay ? ONCE : null);
    }
    expect(shown).toEqual(names.map((name) => `${ORIGIN}/${name}`));
    const answers = await Promise.all(asked);
    expect(answers.map((answer) => answer.do)).toEqual(['pay', 'reject', 'pay']);
    await settled();
    expect(browserState.windows()).toEqual([]);
    expect(browserState.windowsOpened()).toBe(1);
  });

  it.each([
    ['another question', () => approvals.answer('other', ONCE)],
    ['another total', () => approvals.answer(id(), { times: 1, total: pico(TOTAL + 1n) })],
    [
      'the amount without the fee',
      () => approvals.answer(id(), { times: 1, total: pico(1_000_000) }),
    ],
    [
      'as many times, but the total of one',
      () => approvals.answer(id(), { times: 2, total: TOTAL }),
    ],
    ['one time, but the total of two', () => approvals.answer(id(), { times: 1, total: TWICE })],
    ['the fee paid twice', () => approvals.answer(id(), { times: 2, total: pico(TOTAL * 2n) })],
  ])('takes no answer that is about %s', async (_, answer) => {
    void approvals.ask(question());
    await settled();
    expect(answer()).toBe(false);
    expect(approvals.count()).toBe(1);
  });

  it('lets the user pay more times than is proposed, for a total that says so', async () => {
    const asked = approvals.ask(question());
    await settled();
    expect(approvals.answer(id(), { times: 2, total: TWICE })).toBe(true);
    expect(await asked).toEqual({ do: 'pay', upTo: TWICE, times: 2 });
  });

  it('does not pay a site more times that sells nothing more for it', async () => {
    const asked = approvals.ask({ ...question(), offer: offer({ extensible: false }) });
    await settled();
    expect(approvals.answer(id(), { times: 2, total: TWICE })).toBe(false);
    expect(approvals.answer(id(), ONCE)).toBe(true);
    expect(await asked).toMatchObject({ do: 'pay', times: 1 });
  });

  it('says no whatever the site sells', async () => {
    const asked = approvals.ask({ ...question(), offer: offer({ extensible: false }), times: 3 });
    await settled();
    expect(approvals.answer(id(), null)).toBe(true);
    expect(await asked).toEqual({ do: 'reject' });
  });

  it('takes an answer once', async () => {
    const asked = approvals.ask(question());
    await settled();
    const shown = id();
    approvals.answer(shown, null);
    expect(approvals.answer(shown, ONCE)).toBe(false);
    expect((await asked).do).toBe('reject');
  });

  it('that is closed says no to what it shows, and opens again for the next', async () => {
    const [first, second] = [approvals.ask(question('one')), approvals.ask(question('two'))];
    await settled();
    const [shown] = browserState.windows();
    browserState.closeWindow(shown?.id ?? 0);
    expect((await first).do).toBe('reject');
    await settled();
    expect(browserState.windows()).toHaveLength(1);
    expect(approvals.current()?.question.url).toBe(`${ORIGIN}/two`);
    approvals.answer(id(), ONCE);
    expect((await second).do).toBe('pay');
  });

  it('does not mind that other windows are closed', async () => {
    void approvals.ask(question());
    await settled();
    browserState.closeWindow(9999);
    expect(approvals.count()).toBe(1);
  });

  it('leaves the question open where no window can be', async () => {
    browserState.windowsFail = true;
    const asked = approvals.ask(question());
    await settled();
    expect(approvals.count()).toBe(1);
    browserState.windowsFail = false;
    const next = approvals.ask(question('two'));
    await settled();
    expect(browserState.windows()).toHaveLength(1);
    approvals.answer(id(), ONCE);
    approvals.answer(id(), ONCE);
    expect([(await asked).do, (await next).do]).toEqual(['pay', 'pay']);
  });
});
