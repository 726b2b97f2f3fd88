import { beforeEach, describe, expect, it } from 'vitest';
import { sum } from '../../../src/money/piconero.ts';
import { failure } from '../../../src/outcome/failure.ts';
import { err, ok } from '../../../src/outcome/result.ts';
import type { Toll } from '../../../src/passes/toll.ts';
import { createPayer, type Payer, type PaymentStep } from '../../../src/payments/pay.ts';
import type { Payment } from '../../../src/payments/payment.ts';
import { type FakeApprover, fakeApprover } from '../fakes/fake-approver.ts';
import { type FakeJournal, fakeJournal } from '../fakes/fake-journal.ts';
import { type FakeWallet, fakeWallet } from '../fakes/fake-wallet.ts';
import { address, codeOf, ORIGIN, offer, pico, toll, unwrap } from '../fakes/samples.ts';
import { settled, virtualClock } from '../fakes/virtual-clock.ts';

let wallet: FakeWallet;
let journal: FakeJournal;
let approver: FakeApprover;
let payer: Payer;
let threshold = pico(0);
let steps: PaymentStep['step'][];

beforeEach(() => {
  wallet = fakeWallet();
  journal = fakeJournal();
  approver = fakeApprover();
  threshold = pico(10n ** 10n);
  steps = [];
  payer = createPayer({
    journal,
    approver,
    clock: virtualClock(),
    wallet: async () => ok(wallet),
    limits: async () => ok({ ...NO_LIMITS, threshold }),
  });
});

const NO_LIMITS = {
  siteDay: null,
  day: null,
  month: null,
  sites: new Map(),
  hiddenServices: false,
};

function buy(of: Toll = toll(), firstParty = true) {
  return payer.buy(
    {
      toll: of,
      offer: offer({ address: of.address }),
      ways: 1,
      url: `${ORIGIN}/article`,
      standing: {
        origin: of.origin,
        firstParty,
        payeeChanged: false,
        dearer: false,
        wished: false,
        pageSays: false,
      },
      times: 1,
    },
    ({ step }) => void steps.push(step),
  );
}

function journaled(): Payment | null {
  return journal.all()[0]?.payment ?? null;
}

describe('a payment within the limits', () => {
  it('ends in a pass with its proof, and nobody is asked', async () => {
    const pass = unwrap(await buy());
    const [paid] = wallet.relayed;
    expect(pass).toMatchObject({
      txid: paid?.txid,
      toll: toll(),
      paid: 1_000_000n,
      fee: wallet.fee,
      blocks: 5,
      urls: [`${ORIGIN}/article`],
      height: null,
      ended: null,
    });
    expect(pass.proof).toMatch(/^OutProofV2/);
    expect(paid).toMatchObject({ address: toll().address, amount: 1_000_000n });
    expect(journal.all()).toEqual([{ toll: toll(), payment: null, pass }]);
    expect(approver.asked).toEqual([]);
    expect(steps).toEqual(['preparing', 'prepared', 'relayed']);
  });

  it('is in the journal before it is relayed', async () => {
    let atRelay: Payment | null = null;
    const relay = wallet.relay;
    wallet.relay = (transfer) => {
      atRelay = journaled();
      return relay(transfer);
    };
    await buy();
    expect(atRelay).toMatchObject({
      state: 'prepared',
      transfer: { txid: wallet.relayed[0]?.txid, metadata: expect.stringMatching(/^[0-9a-f]+$/) },
    });
  });

  it('is not relayed if the journal cannot be written', async () => {
    journal.failing = 'writes';
    expect(codeOf(await buy())).toBe('storage_failed');
    expect(wallet.calls.get('relay')).toBeUndefined();
    expect(wallet.relayed).toEqual([]);
  });

  it('is neither journaled nor relayed if the limits cannot be read', async () => {
    payer = createPayer({
      journal,
      approver,
      clock: virtualClock(),
      wallet: async () => ok(wallet),
      limits: async () => err(failure('storage_failed')),
    });
    expect(codeOf(await buy())).toBe('storage_failed');
    expect(journal.all()).toEqual([]);
    expect(wallet.relayed).toEqual([]);
  });

  it.each<[string, (broken: FakeWallet) => void, string]>([
    ['is dead', (broken) => void Object.assign(broken, { dead: true }), 'wallet_unreachable'],
    ['has only locked money', (broken) => lock(broken), 'wallet_funds_locked'],
    [
      'names a fee that no network takes',
      (lying) => void Object.assign(lying, { fee: pico(2_000_000_000_001n) }),
      'wallet_lied',
    ],
  ])('is not journaled if the wallet %s', async (_, harm, code) => {
    harm(wallet);
    expect(codeOf(await buy())).toBe(code);
    expect(journal.all()).toEqual([]);
    expect(wallet.relayed).toEqual([]);
  });

  it('is not journaled if no wallet is connected', async () => {
    payer = createPayer({
      journal,
      approver,
      clock: virtualClock(),
      wallet: async () => err(failure('wallet_not_connected')),
      limits: async () => ok({ ...NO_LIMITS, threshold }),
    });
    expect(codeOf(await buy())).toBe('wallet_not_connected');
    expect(journal.all()).toEqual([]);
  });
});

/** Puts the wallet into the state where all it has came too lately. */
function lock(wallet: FakeWallet): void {
  wallet.prepare = async () => err(failure('wallet_funds_locked'));
}

describe('two payments at once', () => {
  it('do not sign for the same output: both are relayed', async () => {
    const tolls = [toll(), toll({ address: address('author') })];
    const bought = await Promise.all(tolls.map((of) => buy(of)));
    expect(bought.map((one) => one.ok)).toEqual([true, true]);
    expect(wallet.relayed.map(({ address: to }) => to)).toEqual(tolls.map((of) => of.address));
    expect(wallet.violations).toEqual([]);
  });

  it('do not wait for the question about another', async () => {
    const asked = buy(toll(), false);
    const paid = buy(toll({ address: address('author') }));
    expect(unwrap(await paid).toll.address).toBe(address('author'));
    approver.answer('pay');
    expect((await asked).ok).toBe(true);
    expect(wallet.relayed).toHaveLength(2);
  });

  it('are as many as there are: 12 in parallel', async () => {
    const tolls = [...'abcdefghijkm'].map((name) => toll({ address: address(name) }));
    const bought = await Promise.all(tolls.map((of) => buy(of)));
    expect(bought.every((one) => one.ok)).toBe(true);
    expect(new Set(wallet.relayed.map((one) => one.txid)).size).toBe(12);
  });
});

describe('a payment over the limit', () => {
  beforeEach(() => {
    threshold = pico(1_000_000n);
  });

  it('counts the network fee', async () => {
    threshold = pico(1_000_000n + wallet.fee);
    expect((await buy()).ok).toBe(true);
    threshold = pico(1_000_000n + wallet.fee - 1n);
    const more = buy(toll({ address: address('author') }));
    await settled();
    expect(approver.asked).toHaveLength(1);
    approver.answer('reject');
    await more;
  });

  it('is asked about with amount, fee and reason, and paid if the user agrees', async () => {
    const buying = buy();
    await settled();
    expect(approver.asked).toEqual([
      {
        toll: toll(),
        url: `${ORIGIN}/article`,
        offer: offer(),
        ways: 1,
        times: 1,
        fee: wallet.fee,
        reason: 'over_threshold',
        again: false,
      },
    ]);
    expect(wallet.relayed).toEqual([]);
    expect(journal.all()).toEqual([]);
    approver.answer('pay');
    expect((await buying).ok).toBe(true);
    expect(wallet.relayed).toHaveLength(1);
    expect(steps).toEqual(['preparing', 'asking', 'preparing', 'prepared', 'relayed']);
  });

  it('is not made if the user rejects it', async () => {
    approver.always = 'reject';
    expect(codeOf(await buy())).toBe('rejected_by_user');
    expect(wallet.relayed).toEqual([]);
    expect(journal.all()).toEqual([]);
  });

  it('is asked about again if the fee has risen since', async () => {
    const buying = buy();
    await settled();
    wallet.fee = pico(2_600_000_000n);
    approver.answer('pay');
    await settled();
    expect(wallet.relayed).toEqual([]);
    expect(approver.asked.map(({ fee, again }) => [fee, again])).toEqual([
      [1_800_000_000n, false],
      [2_600_000_000n, true],
    ]);
    approver.answer('pay');
    await buying;
    expect(wallet.relayed).toMatchObject([{ fee: 2_600_000_000n }]);
  });

  it('is not asked about again if the fee has fallen or stayed', async () => {
    const buying = buy();
    await settled();
    wallet.fee = pico(1_000_000_000n);
    approver.answer('pay');
    await buying;
    expect(approver.asked).toHaveLength(1);
    expect(wallet.relayed).toMatchObject([{ fee: 1_000_000_000n }]);
  });

  it('never spends more than what was agreed to, or than the limit', async () => {
    approver.always = 'pay';
    const agreed = pico(1_000_000n + wallet.fee);
    const ask = approver.ask;
    // The fee rises under each of the first three answers.
    approver.ask = async (question) => {
      const answer = await ask(question);
      if (approver.asked.length < 4) wallet.fee = sum(wallet.fee, pico(1));
      return answer;
    };
    const pass = unwrap(await buy());
    const last = approver.asked.at(-1);
    expect(approver.asked).toHaveLength(4);
    expect(pass.fee).toBe(last?.fee);
    expect(pass.paid + pass.fee).toBe(agreed + 3n);
  });
});

describe('a payment that got stuck', () => {
  it.each(['answer', 'request'] as const)(
    '(relay: %s lost) is unfinished, not failed',
    async (lost) => {
      wallet.loseNextRelay = lost;
      const bought = await buy();
      expect(bought).toMatchObject({
        ok: false,
        error: {
          code: 'payment_unfinished',
          detail: { reason: 'wallet_timed_out', txid: journaled()?.transfer.txid },
        },
      });
      expect(journaled()?.state).toBe('prepared');
    },
  );

  it.each(['answer', 'request'] as const)(
    '(relay: %s lost) is looked up before it is relayed, and ends in a pass',
    async (lost) => {
      wallet.loseNextRelay = lost;
      await buy();
      const calls: string[] = [];
      const { lookup, relay } = wallet;
      wallet.lookup = (id) => {
        calls.push('lookup');
        return lookup(id);
      };
      wallet.relay = (transfer) => {
        calls.push('relay');
        return relay(transfer);
      };
      const payment = journaled();
      if (payment === null) throw new Error('nothing journaled');
      unwrap(await payer.finish(payment, () => undefined));
      expect(calls).toEqual(lost === 'answer' ? ['lookup'] : ['lookup', 'relay']);
      expect(wallet.relayed).toHaveLength(1);
      expect(journal.all()[0]?.pass?.txid).toBe(payment.transfer.txid);
    },
  );

  it('is not relayed once more when a block holds it', async () => {
    wallet.loseNextRelay = 'answer';
    await buy();
    wallet.mine();
    const payment = journaled();
    if (payment === null) throw new Error('nothing journaled');
    expect((await payer.finish(payment, () => undefined)).ok).toBe(true);
    expect(wallet.violations).toEqual([]);
  });

  it('stays in the journal while the wallet cannot be asked', async () => {
    wallet.loseNextRelay = 'answer';
    await buy();
    const payment = journaled();
    if (payment === null) throw new Error('nothing journaled');
    wallet.dead = true;
    const finished = await payer.finish(payment, () => undefined);
    expect(codeOf(finished)).toBe('payment_unfinished');
    expect(journaled()).toEqual(payment);
  });

  it('is unfinished if it cannot be proven', async () => {
    const { prove } = wallet;
    wallet.prove = async () => err(failure('wallet_timed_out'));
    expect(codeOf(await buy())).toBe('payment_unfinished');
    expect(journaled()?.state).toBe('relayed');
    wallet.prove = prove;
    const payment = journaled();
    if (payment === null) throw new Error('nothing journaled');
    expect((await payer.finish(payment, () => undefined)).ok).toBe(true);
    expect(wallet.calls.get('relay')).toBe(1);
  });

  it.each([
    ['after the relay', 2],
    ['after the proof', 3],
  ])('is unfinished, not just unwritten, if the journal fails %s', async (_, failingWrite) => {
    let writes = 0;
    const { update } = journal;
    journal.update = (of, change) => {
      writes += 1;
      return writes === failingWrite
        ? Promise.resolve(err(failure('storage_failed')))
        : update(of, change);
    };
    const bought = await buy();
    expect(bought).toMatchObject({
      ok: false,
      error: {
        code: 'payment_unfinished',
        detail: { reason: 'storage_failed', txid: wallet.relayed[0]?.txid },
      },
    });
    expect(journaled()).not.toBeNull();
  });
});

describe('a proof', () => {
  it('is kept out of every failure', async () => {
    const { update } = journal;
    let proof = '';
    const { prove } = wallet;
    wallet.prove = async (id, to, message) => {
      const made = await prove(id, to, message);
      proof = unwrap(made);
      journal.update = () => Promise.resolve(err(failure('storage_failed')));
      return made;
    };
    const bought = await buy();
    journal.update = update;
    expect(proof).not.toBe('');
    expect(JSON.stringify(bought)).not.toContain(proof);
  });
});
