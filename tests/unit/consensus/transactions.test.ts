import { describe, expect, it } from 'vitest';
import type { TransactionRecord } from '../../../src/consensus/transaction.ts';
import {
  type ConsensusLife,
  createConsensusWorld,
  FRIEND,
  move,
  PLAYER,
  send,
} from '../fakes/consensus-world.ts';
import { codeOf, unwrap } from '../fakes/samples.ts';
import { settled } from '../fakes/virtual-clock.ts';

function setUp(blockMs?: number) {
  const world = createConsensusWorld(blockMs);
  const life = world.start();
  const end = async (id: string, of: ConsensusLife = life): Promise<TransactionRecord> => {
    const record = unwrap(await world.clock.until(of.settled(id)));
    if (record === null) throw new Error(`there is no ${id}`);
    return record;
  };
  const codeAt = async (id: string): Promise<string> => {
    const { state } = await end(id);
    return state.stage === 'ended' ? state.failure.code : state.stage;
  };
  return { world, life, end, codeAt };
}

const broadcasts = (calls: readonly { path: string }[]) =>
  calls.filter(({ path }) => path === '/cosmos/tx/v1beta1/txs').length;

describe('a transaction', () => {
  it('is asked about, signed, written down, handed over, and included', async () => {
    const { world, life, end } = setUp();
    unwrap(await life.submit(move('a')));
    const { state } = await end('a');
    const [included, ...more] = world.included('a');
    expect(more).toEqual([]);
    expect(state).toMatchObject({ stage: 'included', height: included?.height });
    expect(world.told.map((one) => one.state.stage)).toEqual([
      'queued',
      'approved',
      'signed',
      'included',
    ]);
    expect(included?.tx.fee).toEqual([{ denom: 'ualpha', amount: '0' }]);
    expect(included?.tx.gasLimit).toBe(500_000n);
    expect(included?.tx.timeoutHeight).toBe(31);
    expect(world.net.calls.some(({ path }) => path.endsWith('/simulate'))).toBe(false);
    expect(world.storage.violations).toEqual([]);
  });

  it('is written down before it is handed over', async () => {
    const { world, life, codeAt } = setUp();
    let stageThen = '';
    world.net.mishapOf = ({ method }) => {
      if (method === 'POST') stageThen = world.told.at(-1)?.state.stage ?? '';
      return null;
    };
    unwrap(await life.submit(move('a')));
    expect(await codeAt('a')).toBe('included');
    expect(stageThen).toBe('signed');
  });

  it('is not handed over while it cannot be written down', async () => {
    const { world, life } = setUp();
    unwrap(await life.submit(move('a')));
    world.answering = () => {
      world.storage.failing = 'writes';
      return 'sign';
    };
    await world.clock.advance(60_000);
    expect(broadcasts(world.net.calls)).toBe(0);
    world.storage.failing = null;
    world.answering = () => 'sign';
    await life.resume();
    expect(unwrap(await world.clock.until(life.settled('a')))?.state.stage).toBe('included');
    expect(world.included('a')).toHaveLength(1);
  });

  it('has its gas counted and paid for where the chain wants that', async () => {
    const { world, life, codeAt } = setUp();
    world.lcd.gasPriceMilli = 25n;
    world.chain = { ...world.chain, gasPrice: { denom: 'ualpha', price: '0.025' } };
    unwrap(await life.submit(send('a')));
    expect(await codeAt('a')).toBe('included');
    const { fee } = world.asked[0] ?? {};
    const [included] = world.included('a');
    const gas = Number(fee?.gasLimit);
    expect(gas).toBeGreaterThan(60_000);
    expect(fee?.amount).toEqual([{ denom: 'ualpha', amount: String(Math.ceil(gas / 40)) }]);
    expect(included?.tx.fee).toEqual(fee?.amount);
    expect(included?.tx.gasLimit).toBe(BigInt(gas));
  });

  it('is not signed if the user says no', async () => {
    const { world, life, codeAt } = setUp();
    world.answering = () => 'reject';
    unwrap(await life.submit(move('a')));
    expect(await codeAt('a')).toBe('transaction_rejected');
    expect(world.signer.signatures).toBe(0);
  });

  it('is shown as it will be signed, but for sequence and timeout', async () => {
    const { world, life, codeAt } = setUp();
    unwrap(await life.submit(send('a')));
    await codeAt('a');
    const [question] = world.asked;
    const [included] = world.included('a');
    const shown = Buffer.from(question?.doc.bodyBytes ?? '', 'base64');
    const sent = included?.tx.signDoc('', 0n);
    // The body that was shown, and the timeout's two bytes behind it.
    expect(sent?.subarray(2, 4 + shown.length + 1).includes(shown)).toBe(true);
    expect(question?.doc.chainId).toBe(world.chain.chainId);
    expect(question?.account).toEqual({ address: PLAYER.address, publicKey: PLAYER.publicKey });
  });

  it('of the same id is sent once, however often it is asked for', async () => {
    const { world, life, end } = setUp();
    await Promise.all(Array.from({ length: 20 }, () => life.submit(move('a'))));
    await end('a');
    unwrap(await life.submit(move('a')));
    await world.clock.advance(60_000);
    expect(world.included('a')).toHaveLength(1);
    expect(world.asked).toHaveLength(1);
  });
});

describe('what keeps a transaction from being sent', () => {
  it.each<[string, (of: ReturnType<typeof setUp>) => void]>([
    [
      'chain_unreachable',
      ({ world }) => {
        world.net.dead = true;
      },
    ],
    [
      'chain_unknown',
      ({ world }) => {
        world.chain = { ...world.chain, chainId: 'c-2' };
      },
    ],
    ['account_unknown', ({ world }) => void world.lcd.accounts.clear()],
    [
      'private_key_wrong',
      ({ world }) => {
        world.signer.locked = true;
      },
    ],
    [
      'fee_missing',
      ({ world }) => {
        world.lcd.gasPriceMilli = 1n;
      },
    ],
    [
      'chain_answer_unusable',
      ({ world }) => {
        world.lcd.answer = () => ({ status: 200, body: [] });
      },
    ],
  ])('%s', async (code, breakIt) => {
    const of = setUp();
    breakIt(of);
    unwrap(await of.life.submit(move('a')));
    expect(await of.codeAt('a')).toBe(code);
    expect(of.world.lcd.included).toEqual([]);
  });

  it('another chain at the address', async () => {
    const { world, life, codeAt } = setUp();
    world.chain = { ...world.chain, chainId: 'other-1' };
    unwrap(await life.submit(move('a', { chainId: 'other-1' })));
    expect(await codeAt('a')).toBe('chain_other');
    expect(world.signer.signatures).toBe(0);
  });

  it('what its simulation says, before anybody is asked', async () => {
    const { world, life, end } = setUp();
    unwrap(await life.submit(send('a', { messages: [] })));
    const { state } = await end('a');
    expect(state).toMatchObject({
      stage: 'ended',
      failure: {
        code: 'transaction_refused',
        detail: { message: expect.stringContaining('must contain at least one message') },
      },
    });
    expect(world.asked).toEqual([]);
  });

  it('a wrong signature', async () => {
    const { world, life, codeAt } = setUp();
    const sign = world.signer.sign;
    // By another's key.
    world.signer.sign = async (address, doc) => {
      const right = await sign(address, doc);
      if (!right.ok) return right;
      const txBytes = Buffer.from(right.value.txBytes, 'base64');
      txBytes[txBytes.length - 1] = (txBytes.at(-1) ?? 0) ^ 1;
      return { ok: true, value: { ...right.value, txBytes: txBytes.toString('base64') } };
    };
    unwrap(await life.submit(move('a')));
    expect(await codeAt('a')).toBe('signature_refused');
  });

  it('a chain that is away for a while keeps it waiting', async () => {
    const { world, life, codeAt } = setUp();
    world.net.mishaps.push('request_lost', 'broken_before', 'broken_after');
    unwrap(await life.submit(move('a')));
    expect(await codeAt('a')).toBe('included');
    expect(world.asked).toHaveLength(1);
  });
});

describe('a sequence that another client took', () => {
  it('is asked for anew, and the transaction signed anew without a question', async () => {
    const { world, life, end } = setUp();
    world.net.mishapOf = ({ method }) => {
      if (method === 'POST' && world.signer.signatures === 1) world.otherClient();
      return null;
    };
    unwrap(await life.submit(move('a')));
    const { state } = await end('a');
    expect(state.stage).toBe('included');
    expect(world.signer.signatures).toBe(2);
    expect(world.asked).toHaveLength(1);
    expect(world.included('a')).toHaveLength(1);
    expect(world.included('other')).toHaveLength(1);
  });

  it('again and again is given up after the second time', async () => {
    const { world, life, codeAt } = setUp();
    world.net.mishapOf = ({ method }) => {
      if (method === 'POST') {
        world.otherClient(`other ${world.signer.signatures}`);
        world.lcd.mine();
      }
      return null;
    };
    unwrap(await life.submit(move('a')));
    expect(await codeAt('a')).toBe('sequence_mismatch');
    expect(world.signer.signatures).toBe(3);
    expect(world.included('a')).toEqual([]);
  });
});

describe('an answer that was lost', () => {
  it.each(['answer_lost', 'broken_after', 'request_lost', 'broken_before'] as const)(
    '(%s) is followed by the hash, and then by the same transaction at most',
    async (mishap) => {
      const { world, life, codeAt } = setUp();
      const order: string[] = [];
      world.net.mishapOf = ({ method, path }) => {
        if (!path.startsWith('/cosmos/tx/')) return null;
        order.push(method);
        return order.length === 1 ? mishap : null;
      };
      unwrap(await life.submit(move('a')));
      expect(await codeAt('a')).toBe('included');
      expect(order.slice(0, 3)).toEqual(['POST', 'GET', 'POST']);
      expect(order.filter((method) => method === 'POST')).toHaveLength(2);
      expect(world.signer.signatures).toBe(1);
      expect(world.included('a')).toHaveLength(1);
    },
  );

  it('of a transaction whose sequence another took makes no second one before it is certain', async () => {
    const { world, life, codeAt } = setUp();
    world.lcd.indexLag = 1;
    // Taken and included, but its answer is lost, and the account is newer than the index.
    world.net.mishapOf = ({ method }) => (method === 'POST' ? 'answer_lost' : null);
    unwrap(await life.submit(move('a')));
    expect(await codeAt('a')).toBe('included');
    expect(world.signer.signatures).toBe(1);
  });
});

describe('a transaction that no block takes', () => {
  it('is over for certain when its height has passed, and not before', async () => {
    const { world, life, codeAt } = setUp();
    world.net.mishapOf = ({ method }) => (method === 'POST' ? 'request_lost' : null);
    unwrap(await life.submit(move('a')));
    await world.clock.advance(5000 * 30);
    expect((await world.record('a')).state.stage).toBe('signed');
    expect(await codeAt('a')).toBe('transaction_expired');
    expect(world.lcd.height()).toBeGreaterThan(32);
  });

  it('is handed over again, the same one, when its node has lost it', async () => {
    const { world, life, codeAt } = setUp(60_000);
    unwrap(await life.submit(move('a')));
    await world.clock.advance(5000);
    expect(world.lcd.waiting()).toBe(1);
    world.lcd.restart();
    expect(await codeAt('a')).toBe('included');
    expect(world.signer.signatures).toBe(1);
  });

  it('waits for a node that has no room', async () => {
    const { world, life, codeAt } = setUp();
    world.lcd.full = true;
    unwrap(await life.submit(move('a')));
    await world.clock.advance(30_000);
    world.lcd.full = false;
    expect(await codeAt('a')).toBe('included');
    expect(world.signer.signatures).toBe(1);
  });

  it('is told with the chain’s own words if it failed in its block', async () => {
    const { world, life, end } = setUp();
    world.lcd.failing = 'a';
    unwrap(await life.submit(move('a')));
    const { state } = await end('a');
    expect(state).toMatchObject({
      stage: 'ended',
      failure: {
        code: 'transaction_failed',
        detail: {
          message: expect.stringContaining('no luck'),
          txid: world.included('a')[0]?.tx.hash,
        },
      },
    });
  });

  it('is not given up by a node of another chain that stands at the address', async () => {
    const { world, life } = setUp();
    unwrap(await life.submit(move('a')));
    await world.clock.advance(0);
    const answer = world.lcd.answer;
    world.lcd.answer = (_, path) => {
      if (!path.endsWith('/blocks/latest'))
        return { status: 404, body: { code: 5, message: 'no' } };
      return { status: 200, body: { block: { header: { chain_id: 'other-1', height: '9999' } } } };
    };
    await world.clock.advance(600_000);
    expect((await world.record('a')).state.stage).toBe('signed');
    world.lcd.answer = answer;
    expect(unwrap(await world.clock.until(life.settled('a')))?.state.stage).toBe('included');
  });
});

describe('the line', () => {
  it('has one under way for an account and a chain', async () => {
    const { world, life, end } = setUp();
    world.lcd.fund(FRIEND.address, 1n);
    for (const id of ['a', 'b', 'c']) unwrap(await life.submit(move(id)));
    const friend = { address: FRIEND.address, publicKey: FRIEND.publicKey };
    unwrap(await life.submit(move('f', friend)));
    await world.clock.advance(1000);
    const stages = await Promise.all(
      ['a', 'b', 'c', 'f'].map(async (id) => (await world.record(id)).state.stage),
    );
    expect(stages).toEqual(['signed', 'queued', 'queued', 'signed']);
    for (const id of ['c', 'f']) expect((await end(id)).state.stage).toBe('included');
    const order = world.lcd.included.map(({ tx }) => tx.memo).filter((memo) => memo !== 'f');
    expect(order).toEqual(['a', 'b', 'c']);
    expect(world.lcd.accounts.get(PLAYER.address)?.sequence).toBe(3n);
  });

  it('can be put in another order, but for what is signed', async () => {
    const { world, life, end } = setUp();
    for (const id of ['a', 'b', 'c', 'd']) unwrap(await life.submit(move(id)));
    await world.clock.advance(1000);
    unwrap(await life.move('d', 'a'));
    unwrap(await life.move('b', null));
    await end('b');
    expect(world.lcd.included.map(({ tx }) => tx.memo)).toEqual(['a', 'd', 'c', 'b']);
  });

  it('lets what waits be taken out', async () => {
    const { world, life, end } = setUp();
    for (const id of ['a', 'b', 'c']) unwrap(await life.submit(move(id)));
    await world.clock.advance(1000);
    unwrap(await life.cancel('b'));
    expect(codeOf(await life.cancel('a'))).toBe('transaction_signed');
    expect(codeOf(await life.cancel('nobody'))).toBe('transaction_gone');
    await end('c');
    expect(world.lcd.included.map(({ tx }) => tx.memo)).toEqual(['a', 'c']);
    expect((await end('b')).state).toMatchObject({ failure: { code: 'transaction_cancelled' } });
    expect(codeOf(await life.cancel('c'))).toBe('transaction_signed');
  });

  it('takes back the question about what is taken out', async () => {
    const { world, life, end } = setUp();
    world.answering = ({ record }) => (record.id === 'a' ? null : 'sign');
    for (const id of ['a', 'b']) unwrap(await life.submit(move(id)));
    await world.clock.advance(1000);
    expect(world.asked.map(({ record }) => record.id)).toEqual(['a']);
    unwrap(await life.cancel('a'));
    expect(world.withdrawn).toEqual(['a']);
    expect((await end('b')).state.stage).toBe('included');
    expect((await end('a')).state).toMatchObject({ failure: { code: 'transaction_cancelled' } });
    expect(world.signer.signatures).toBe(1);
  });

  it('asks nothing about what was taken out while its chain was away', async () => {
    const { world, life, codeAt } = setUp();
    world.net.dead = true;
    unwrap(await life.submit(move('a')));
    await world.clock.advance(1500);
    unwrap(await life.cancel('a'));
    world.net.dead = false;
    await world.clock.advance(60_000);
    expect(await codeAt('a')).toBe('transaction_cancelled');
    expect(world.asked).toEqual([]);
  });

  it('does not sign what was taken out while it was being signed', async () => {
    const { world, life, end } = setUp();
    const sign = world.signer.sign;
    world.signer.sign = async (address, doc) => {
      unwrap(await life.cancel('a'));
      return sign(address, doc);
    };
    unwrap(await life.submit(move('a')));
    expect((await end('a')).state).toMatchObject({ failure: { code: 'transaction_cancelled' } });
    await world.clock.advance(60_000);
    expect(broadcasts(world.net.calls)).toBe(0);
  });

  it('sees what comes in while it is looked at for the last time', async () => {
    const world = createConsensusWorld();
    const { open } = world.storage;
    let came = false;
    world.storage.open = async () => {
      const seen = await open();
      if (world.lcd.included.length === 1 && !came) {
        came = true;
        unwrap(await life.submit(move('b')));
      }
      return seen;
    };
    const life = world.start();
    unwrap(await life.submit(move('a')));
    await world.clock.advance(60_000);
    expect(world.lcd.included.map(({ tx }) => tx.memo)).toEqual(['a', 'b']);
  });

  it('goes on after one that failed', async () => {
    const { world, life, end } = setUp();
    world.answering = ({ record }) => (record.id === 'a' ? 'reject' : 'sign');
    for (const id of ['a', 'b']) unwrap(await life.submit(move(id)));
    expect((await end('b')).state.stage).toBe('included');
  });
});

describe('a key that is unlocked late', () => {
  it('signs for the height that the chain has by then', async () => {
    const { world, life, end } = setUp();
    const { sign } = world.signer;
    let asked = 0;
    world.signer.sign = async (address, doc) => {
      asked += 1;
      // Ten minutes until the password is typed: 120 blocks.
      if (asked === 1) await world.clock.wait(600_000);
      return sign(address, doc);
    };
    unwrap(await life.submit(move('a')));
    expect((await end('a')).state.stage).toBe('included');
    expect(asked).toBe(2);
    expect(world.asked).toHaveLength(1);
    expect(broadcasts(world.net.calls)).toBe(1);
  });
});

describe('what was handed over before', () => {
  it('is not signed anew by the next life because its own sequence is used', async () => {
    const { world, life } = setUp();
    unwrap(await life.submit(move('a')));
    await world.clock.advance(100);
    life.kill();
    world.lcd.mine();
    expect(world.included('a')).toHaveLength(1);
    // A node that was started again has forgotten that it had it.
    world.lcd.restart();
    const next = world.start();
    await next.resume();
    expect(unwrap(await world.clock.until(next.settled('a')))?.state.stage).toBe('included');
    expect(world.signer.signatures).toBe(1);
  });

  it('is not over because a node refuses it later', async () => {
    const { world, life, codeAt } = setUp(10_000);
    let sent = 0;
    world.net.mishapOf = ({ method }) => {
      sent += method === 'POST' ? 1 : 0;
      return method === 'POST' && sent === 1 ? 'repeated_later' : null;
    };
    unwrap(await life.submit(move('a')));
    await world.clock.advance(1000);
    world.lcd.restart();
    world.lcd.gasPriceMilli = 1n;
    await world.clock.advance(60_000);
    expect(sent).toBeGreaterThan(1);
    expect((await world.record('a')).state.stage).toBe('signed');
    world.lcd.gasPriceMilli = 0n;
    // Something on the way had kept a copy.
    world.net.deliver();
    expect(await codeAt('a')).toBe('included');
    expect(world.included('a')).toHaveLength(1);
  });

  it('is followed before all others by the next life, wherever it stands in the line', async () => {
    const { world, life } = setUp();
    for (const id of ['a', 'b']) unwrap(await life.submit(move(id)));
    await world.clock.advance(100);
    world.lcd.restart();
    unwrap(await life.move('b', 'a'));
    life.kill();
    const next = world.start();
    await next.resume();
    await world.clock.until(next.settled('b'));
    expect(world.lcd.included.map(({ tx }) => tx.memo)).toEqual(['a', 'b']);
  });
});

describe('a yes', () => {
  async function approvedAndKilled(sleepMs: number) {
    const { world, life } = setUp();
    world.signer.sign = () => new Promise<never>(() => undefined);
    unwrap(await life.submit(move('a')));
    await world.clock.advance(1000);
    expect((await world.record('a')).state.stage).toBe('approved');
    life.kill();
    await world.clock.advance(sleepMs);
    return world;
  }

  it('outlives the background', async () => {
    const world = await approvedAndKilled(60_000);
    const { sign } = createConsensusWorld().signer;
    world.signer.sign = sign;
    const next = world.start();
    await next.resume();
    expect(unwrap(await world.clock.until(next.settled('a')))?.state.stage).toBe('included');
    expect(world.asked).toHaveLength(1);
  });

  it('is asked for again when it is old', async () => {
    const world = await approvedAndKilled(3_600_000);
    const { sign } = createConsensusWorld().signer;
    world.signer.sign = sign;
    world.answering = () => 'reject';
    const next = world.start();
    await next.resume();
    const ended = unwrap(await world.clock.until(next.settled('a')));
    expect(ended?.state).toMatchObject({ failure: { code: 'transaction_rejected' } });
    expect(world.asked).toHaveLength(2);
  });
});

describe('settled', () => {
  it('says null of what there is not, and at once what is over', async () => {
    const { world, life, end } = setUp();
    expect(unwrap(await life.settled('a'))).toBeNull();
    unwrap(await life.submit(move('a')));
    await end('a');
    await settled();
    expect(unwrap(await world.start().settled('a'))?.state.stage).toBe('included');
  });
});
