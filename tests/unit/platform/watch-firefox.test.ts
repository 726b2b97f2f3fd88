import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Attempt, type Verdict, watchFirefox } from '../../../src/platform/watch-firefox.ts';
import type { Renewed, Unanswered } from '../../../src/sessions/renewal.ts';
import { browserState } from '../fakes/fake-browser.ts';
import { ORIGIN, tpatText } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fakes/fake-browser.ts')).fakeBrowser,
}));

let judged: { attempt: Attempt<string>; answer: (verdict: Verdict) => void }[] = [];
let accepted: string[] = [];
let over: { request: Unanswered; answer: (renewed: Renewed) => void }[] = [];
let forbidden: string[] = [];
let passed: string[] = [];
/** What is known of web apps: null is nothing yet. */
let covers: boolean | null = false;
beforeEach(() => {
  browserState.reset();
  vi.stubGlobal('document', browserState.page());
  let time = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => {
    time += 1;
    return time;
  });
  judged = [];
  accepted = [];
  over = [];
  forbidden = [];
  passed = [];
  covers = false;
  watchFirefox<string>(
    ({ challenges }) => (challenges.length > 0 ? 'unpaid' : null),
    (attempt) =>
      new Promise((answer) => {
        judged.push({ attempt, answer });
      }),
    (note) => void accepted.push(note),
    async (url) => (url === `${ORIGIN}/bought` ? 'held' : null),
    {
      prepare: () => undefined,
      covers: () => covers,
      over: (_, request) =>
        new Promise((answer) => {
          over.push({ request, answer });
        }),
      passed: (url) => void passed.push(url),
      async forbidden({ url }) {
        forbidden.push(url);
      },
    },
  );
});

/** A response to a page's own request. */
function response(requestId: string, statusCode: number, origin = ORIGIN) {
  const url = `${origin}/data`;
  const page = {
    type: 'xmlhttprequest' as const,
    method: 'GET',
    tabId: 1,
    frameId: 0,
    originUrl: `${origin}/`,
  };
  return { ...page, requestId, url, documentUrl: `${origin}/`, statusCode, responseHeaders: [] };
}

function tolled(requestId: string, origin = ORIGIN) {
  const responseHeaders = [{ name: 'WWW-Authenticate', value: tpatText() }];
  return { ...response(requestId, 402, origin), responseHeaders };
}

/** What the wallet answers to the background, which Firefox tells us of like any other response. */
function wallets() {
  return { ...response('wallet', 401, 'http://127.0.0.1:18083'), originUrl: browserState.ownUrl };
}

const AGAIN = { redirectUrl: `${ORIGIN}/data` };

async function isOpen(answers: Promise<unknown>): Promise<boolean> {
  let open = true;
  void answers.then(() => {
    open = false;
  });
  await settled();
  return open;
}

describe('a 503 in Firefox', () => {
  const bought = { ...response('1', 503), url: `${ORIGIN}/bought` };

  it('is looked at again where a pass is shown, and then held like a toll', async () => {
    expect(await browserState.respond(bought)).toEqual([{ redirectUrl: `${ORIGIN}/bought` }]);
    expect(judged).toEqual([]);
    const answers = browserState.respond(bought);
    expect(await isOpen(answers)).toBe(true);
    expect(judged[0]?.attempt).toMatchObject({ note: 'held', sighting: { status: 503 } });
    judged[0]?.answer('leave');
    expect(await answers).toEqual([{}]);
  });

  it.each([
    ['no pass is held for that URL', response('1', 503)],
    ['it answers a form', { ...bought, method: 'POST' }],
    ['it is our own look', { ...bought, originUrl: browserState.ownUrl }],
    ['it is a 404', { ...bought, statusCode: 404 }],
  ])('is let go at once where %s', async (_, of) => {
    const [verdict] = await browserState.respond(of);
    expect(verdict ?? {}).toEqual({});
    expect(judged).toEqual([]);
  });
});

describe('a 402 in Firefox', () => {
  it('that comes alone is held until its toll is settled', async () => {
    const answers = browserState.respond(tolled('1'));
    expect(await isOpen(answers)).toBe(true);
    judged[0]?.answer('again');
    expect(await answers).toEqual([AGAIN]);
  });

  it.each([
    ['before it', () => [wallets(), tolled('1')]],
    ['after it', () => [tolled('1'), wallets()]],
  ])('does not hold the wallet’s answer that comes %s in its batch', async (_, batch) => {
    const answers = await browserState.respond(...batch());
    expect(answers).toContainEqual(AGAIN);
    expect(answers).toContain(undefined);
    expect(judged).toEqual([]);
    const next = browserState.respond(tolled('1'));
    expect(await isOpen(next)).toBe(true);
    expect(judged[0]?.attempt).toMatchObject({ tries: 0, note: 'unpaid' });
  });

  it('does not hold the page of another tab', async () => {
    const answers = await browserState.respond(tolled('1'), response('2', 200));
    expect(answers).toEqual([AGAIN, undefined]);
  });

  it('does not hold the toll of another origin, nor wait for it', async () => {
    const other = 'https://other.example';
    expect(await browserState.respond(tolled('1'), tolled('2', other))).toEqual([
      AGAIN,
      { redirectUrl: `${other}/data` },
    ]);
  });

  it('is held together with others of its origin', async () => {
    const answers = browserState.respond(tolled('1'), tolled('2'));
    expect(await isOpen(answers)).toBe(true);
    for (const { answer } of judged) answer('again');
    expect(await answers).toEqual([AGAIN, AGAIN]);
  });

  it('is another matter than what came in the batch before', async () => {
    await browserState.respond(response('2', 200));
    expect(await isOpen(browserState.respond(tolled('1')))).toBe(true);
  });

  it('in a crowd is heard of apart, and holds nobody else then', async () => {
    const other = 'https://other.example';
    const crowd = [tolled('1'), { ...tolled('2', other), tabId: 2 }, wallets()];
    const away = [AGAIN, { redirectUrl: `${other}/data` }, undefined];
    expect(await browserState.respond(...crowd)).toEqual(away);
    expect(await browserState.respond(...crowd)).toEqual(away);

    const [first, second, third] = browserState.respondEach(...crowd);
    expect(await third).toBe(undefined);
    expect(await isOpen(first ?? Promise.resolve())).toBe(true);
    judged.find(({ attempt }) => attempt.sighting.origin === other)?.answer('again');
    expect(await second).toEqual({ redirectUrl: `${other}/data` });
    judged.find(({ attempt }) => attempt.sighting.origin === ORIGIN)?.answer('leave');
    expect(await first).toEqual({});
    expect(judged).toHaveLength(2);
  });

  it('does not hold what a frame is told of, either', async () => {
    for (let round = 0; round < 2; round += 1) await browserState.respond(tolled('1'), wallets());
    const other = 'https://other.example';
    const [, second] = browserState.respondEach(tolled('1'), { ...tolled('2', other), tabId: 2 });
    expect(await second).toEqual({ redirectUrl: `${other}/data` });
    expect(judged.map(({ attempt }) => attempt.sighting.origin)).toEqual([ORIGIN]);
  });

  it('that was on its way while the frame was opened is not lost', async () => {
    const sent = { ...tolled('1'), timeStamp: Date.now() };
    for (let round = 0; round < 2; round += 1) await browserState.respond(tolled('1'), wallets());
    const answers = browserState.respond(sent);
    expect(await isOpen(answers)).toBe(true);
    expect(judged).toHaveLength(1);
  });

  it('is judged once, wherever it is heard of', async () => {
    for (let round = 0; round < 2; round += 1) await browserState.respond(tolled('1'), wallets());
    const answers = browserState.respond(tolled('1'));
    expect(await isOpen(answers)).toBe(true);
    expect(judged).toHaveLength(1);
    judged[0]?.answer('again');
    expect(await answers).toEqual([AGAIN]);
    expect(await browserState.respond(response('1', 200))).toEqual([undefined]);
    expect(accepted).toEqual(['unpaid']);
  });

  it('is held after all when it never comes alone, not even there', async () => {
    for (let round = 0; round < 6; round += 1) {
      const answers = await browserState.respond(tolled('1'), response('2', 200));
      expect(answers).toEqual([AGAIN, undefined]);
    }
    expect(await isOpen(browserState.respond(tolled('1'), response('2', 200)))).toBe(true);
    expect(judged).toHaveLength(1);
  });

  it('without a toll is not asked for twice: a declined card would be charged again', async () => {
    const answers = browserState.respond(response('1', 402), response('2', 200));
    await settled();
    judged[0]?.answer('leave');
    expect(await answers).toEqual([{}, undefined]);
  });

  it('is held when the pass was attached meanwhile and no block holds the payment', async () => {
    await browserState.respond(tolled('1'), wallets());
    expect(await isOpen(browserState.respond(response('1', 503)))).toBe(true);
    expect(judged[0]?.attempt).toMatchObject({ tries: 0, note: 'unpaid' });
  });

  it('keeps its note when a repetition comes in company', async () => {
    const first = browserState.respond(tolled('1'));
    await settled();
    if (judged[0] !== undefined) judged[0].attempt.note = 'paid';
    judged[0]?.answer('again');
    await first;
    expect(await browserState.respond(response('1', 503), wallets())).toEqual([AGAIN, undefined]);
    expect(await browserState.respond(response('1', 200))).toEqual([undefined]);
    expect(accepted).toEqual(['paid']);
  });
});

describe('where a 402 in Firefox comes from', () => {
  const TOP = { frameId: 0, parentFrameId: -1, url: `${ORIGIN}/`, origin: ORIGIN };
  const FRAME = { frameId: 3, parentFrameId: 0, url: 'about:blank', origin: ORIGIN };
  const DOCUMENT = {
    ...tolled('1'),
    type: 'sub_frame' as const,
    frameId: 3,
    frameAncestors: [{ frameId: 0, url: `${ORIGIN}/` }],
  };

  async function isFirstParty(details: object): Promise<boolean | undefined> {
    void browserState.respond(details);
    await settled();
    return judged[0]?.attempt.sighting.firstParty;
  }

  it.each([
    ['a page in the tab', { ...tolled('1'), type: 'main_frame' as const, originUrl: undefined }],
    ['a script of the tab’s page', tolled('1')],
    ['a frame of the same site', DOCUMENT],
    ['a script in such a frame', { ...DOCUMENT, type: 'xmlhttprequest' as const }],
  ])('%s is first-party', async (_, details) => {
    browserState.showFrames(1, [TOP, FRAME]);
    expect(await isFirstParty(details)).toBe(true);
  });

  it.each([
    ['a sandboxed frame', DOCUMENT, { ...FRAME, origin: 'null' }],
    ['a srcdoc frame', DOCUMENT, { ...FRAME, url: 'about:srcdoc' }],
    ['a frame that is gone', DOCUMENT, TOP],
    ['a script of another site', { ...tolled('1'), originUrl: 'https://ads.example/' }, FRAME],
    [
      'a frame in one of another site',
      { ...DOCUMENT, frameAncestors: [{ frameId: 2, url: 'https://ads.example/' }, TOP] },
      FRAME,
    ],
    [
      'a frame in a srcdoc frame',
      { ...DOCUMENT, frameId: 4, frameAncestors: [{ frameId: 3, url: `${ORIGIN}/` }, TOP] },
      { ...FRAME, url: 'about:srcdoc' },
    ],
  ])('%s is not', async (_, details, frame) => {
    const inner = { ...FRAME, frameId: 4, parentFrameId: 3 };
    browserState.showFrames(1, [TOP, frame, inner]);
    expect(await isFirstParty(details)).toBe(false);
  });
});

describe('a 401 in Firefox', () => {
  beforeEach(() => {
    covers = true;
  });

  it('of a web app is held until there is a session, then asked for again', async () => {
    const answers = browserState.respond(response('1', 401));
    expect(await isOpen(answers)).toBe(true);
    expect(over[0]?.request).toEqual({ sentAt: null, repeated: false, free: 0 });
    over[0]?.answer('again');
    expect(await answers).toEqual([AGAIN]);
    const second = browserState.respond(response('1', 401));
    await settled();
    expect(over[1]?.request).toEqual({ sentAt: expect.any(Number), repeated: true, free: 0 });
    over[1]?.answer('leave');
    expect(await second).toEqual([{}]);
    expect(judged).toEqual([]);
  });

  it('that was made again for nothing yet has not had its login', async () => {
    const answers = browserState.respond(response('1', 401));
    await settled();
    over[0]?.answer('again_free');
    await answers;
    void browserState.respond(response('1', 401));
    await settled();
    expect(over[1]?.request).toMatchObject({ repeated: false, free: 1 });
  });

  it('is held together with others of its origin, and with nothing else', async () => {
    const together = browserState.respond(response('1', 401), response('2', 401));
    expect(await isOpen(together)).toBe(true);
    for (const { answer } of over) answer('again');
    expect(await together).toEqual([AGAIN, AGAIN]);
    const crowd = await browserState.respond(response('3', 401), wallets());
    expect(crowd).toEqual([AGAIN, undefined]);
    expect(over).toHaveLength(2);
    expect(passed).toEqual([`${ORIGIN}/data`]);
  });

  it('waits for the list of web apps where that is not read yet', async () => {
    covers = null;
    const answers = browserState.respond(response('1', 401));
    expect(await isOpen(answers)).toBe(true);
    over[0]?.answer('leave');
    expect(await answers).toEqual([{}]);
  });

  it.each([
    ['it is no web app', response('1', 401), false],
    ['it is our own login', { ...response('1', 401), originUrl: browserState.ownUrl }, true],
    [
      'another site embeds it',
      { ...response('1', 401), documentUrl: 'https://other.example/' },
      true,
    ],
    [
      'another site sends a form there',
      {
        ...response('1', 401),
        type: 'main_frame' as const,
        method: 'POST',
        originUrl: 'https://other.example/',
      },
      true,
    ],
  ])('is let go at once where %s', async (_, of, covered) => {
    covers = covered;
    const [verdict] = await browserState.respond(of);
    expect(verdict ?? {}).toEqual({});
    expect([over, judged]).toEqual([[], []]);
  });

  it('is a toll before it is a session', async () => {
    const asked = { ...tolled('1'), statusCode: 401 };
    const answers = browserState.respond(asked);
    await settled();
    expect([over.length, judged.length]).toEqual([0, 1]);
    judged[0]?.answer('leave');
    await answers;
  });

  it('that is a 403 is told of, and never asked for again', async () => {
    expect(await browserState.respond(response('1', 403))).toEqual([{}]);
    expect(forbidden).toEqual([`${ORIGIN}/data`]);
    expect(over).toEqual([]);
  });
});
