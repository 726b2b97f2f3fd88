import { describe, expect, it } from 'vitest';
import {
  type AutoSignRule,
  allowAutoSign,
  mayAutoSign,
  spendAutoSign,
} from '../../../src/signers/auto-sign.ts';
import type { Description } from '../../../src/signers/signing.ts';
import { ALICE, BOB, CHAIN, described, description, MOVE } from '../fakes/fake-signer.ts';

const NOW = 1_000_000;
const HOUR_MS = 3_600_000;
const { address } = ALICE;

function rule(over: Partial<AutoSignRule> = {}): AutoSignRule {
  return {
    chainId: CHAIN,
    address,
    typeUrl: MOVE,
    fee: '0 alpha',
    left: 2,
    until: NOW + HOUR_MS,
    ...over,
  };
}
const of = (over: Partial<Description> = {}) => ({
  chainId: CHAIN,
  address,
  description: description(over),
});
const type = (typeUrl: string) => [described({ typeUrl })];

describe('what may be signed without a question', () => {
  it.each([
    'FleetMove',
    'PlanetExplore',
    'PlanetRaidComplete',
    'StructActivate',
    'StructBuildInitiate',
    'StructBuildComplete',
    'StructAttack',
    'StructDefenseSet',
    'StructOreMinerComplete',
    'StructOreRefineryComplete',
  ])('is a move of the game: Msg%s', (name) => {
    expect(mayAutoSign(description({ messages: type(`/structs.structs.Msg${name}`) }))).toBe(true);
  });

  it.each([
    '/cosmos.bank.v1beta1.MsgSend',
    '/cosmos.bank.v1beta1.MsgMultiSend',
    '/cosmos.authz.v1beta1.MsgGrant',
    '/cosmos.authz.v1beta1.MsgExec',
    '/cosmos.authz.v1beta1.MsgRevoke',
    '/cosmos.feegrant.v1beta1.MsgGrantAllowance',
    '/cosmos.staking.v1beta1.MsgDelegate',
    '/cosmos.staking.v1beta1.MsgUndelegate',
    '/cosmos.gov.v1.MsgVote',
    '/cosmos.distribution.v1beta1.MsgSetWithdrawAddress',
    '/ibc.applications.transfer.v1.MsgTransfer',
    '/cosmwasm.wasm.v1.MsgExecuteContract',
    '/structs.structs.MsgPlayerSend',
    '/structs.structs.MsgPlayerUpdatePrimaryAddress',
    '/structs.structs.MsgPermissionGrantOnAddress',
    '/structs.structs.MsgPermissionGrantOnObject',
    '/structs.structs.MsgPermissionSetOnAddress',
    '/structs.structs.MsgAddressRegister',
    '/structs.structs.MsgAddressRevoke',
    '/structs.structs.MsgReactorInfuse',
    '/structs.structs.MsgStructGeneratorInfuse',
    '/structs.structs.MsgGuildBankMint',
    '/structs.structs.MsgAllocationTransfer',
    '/structs.structs.MsgAgreementOpen',
    '/structs.structs.MsgProviderWithdrawBalance',
    '/structs.structs.MsgUpdateParams',
    // Not yet thought of, and almost a move.
    '/structs.structs.MsgSomethingNew',
    '/structs.structs.MsgFleetMoveAndPay',
    '/evil.structs.structs.MsgFleetMove',
    '/structs.structs.msgFleetMove',
    'structs.structs.MsgFleetMove',
    '/structs.structs.MsgFleetMove ',
    '',
  ])('is not %s', (typeUrl) => {
    const messages = type(typeUrl);
    expect(mayAutoSign(description({ messages }))).toBe(false);
    // Nor beside a move, and not by a rule that somebody smuggled in.
    expect(mayAutoSign(description({ messages: [described(), ...messages] }))).toBe(false);
    expect(spendAutoSign([rule({ typeUrl })], of({ messages }), NOW)).toBeNull();
    expect(allowAutoSign([], of({ messages }), { times: 5, until: NOW + 1 }, NOW)).toEqual([]);
  });

  it.each<[string, Partial<Description>]>([
    ['nothing at all', { messages: [] }],
    ['a warning about the whole', { warnings: ['high_fee'] }],
    ['a warning about a message', { messages: [described({ warnings: ['node_claim'] })] }],
    ['messages inside of a message', { messages: [described({ inner: [described()] })] }],
    ['a message that only a node describes', { messages: [described({ knowledge: 'claimed' })] }],
    ['a message that nobody could read', { messages: [described({ knowledge: 'raw' })] }],
  ])('is not what has %s', (_, over) => {
    expect(mayAutoSign(description(over))).toBe(false);
    expect(spendAutoSign([rule()], of(over), NOW)).toBeNull();
  });
});

describe('a rule', () => {
  it('signs as often as it says, and is gone then', () => {
    const once = spendAutoSign([rule()], of(), NOW);
    expect(once).toEqual([rule({ left: 1 })]);
    expect(spendAutoSign(once ?? [], of(), NOW)).toEqual([]);
    expect(spendAutoSign([], of(), NOW)).toBeNull();
  });

  it('counts messages, not transactions', () => {
    const twice = [described(), described()];
    expect(spendAutoSign([rule()], of({ messages: twice }), NOW)).toEqual([]);
    expect(spendAutoSign([rule({ left: 1 })], of({ messages: twice }), NOW)).toBeNull();
  });

  it('is needed for each type in a transaction', () => {
    const explore = '/structs.structs.MsgPlanetExplore';
    const messages = [described(), described({ typeUrl: explore })];
    expect(spendAutoSign([rule()], of({ messages }), NOW)).toBeNull();
    expect(spendAutoSign([rule(), rule({ typeUrl: explore, left: 1 })], of({ messages }), NOW)) //
      .toEqual([rule({ left: 1 })]);
  });

  it.each<[string, Partial<AutoSignRule>]>([
    ['another chain', { chainId: 'other-1' }],
    ['another account', { address: BOB.address }],
    ['another type', { typeUrl: '/structs.structs.MsgStructMove' }],
    ['another fee', { fee: '1 alpha' }],
    ['times that are over', { until: NOW }],
    ['none left', { left: 0 }],
  ])('does not sign for %s', (_, over) => {
    expect(spendAutoSign([rule(over)], of(), NOW)).toBeNull();
  });

  it('does not sign a document of another chain', () => {
    expect(spendAutoSign([rule()], of({ chainId: 'other-1' }), NOW)).toBeNull();
  });

  it('is made for each type, in place of the one before, and leaves the others', () => {
    const other = rule({ address: BOB.address });
    const over = rule({ typeUrl: '/structs.structs.MsgStructMove', until: NOW });
    const granted = { times: 10, until: NOW + 5 };
    expect(allowAutoSign([rule(), other, over], of(), granted, NOW)).toEqual([
      other,
      rule({ left: 10, until: NOW + 5 }),
    ]);
  });
});
