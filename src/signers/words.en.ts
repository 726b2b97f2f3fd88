/**
 * What messages do, in English. Whatever is filled in is inert text: sums with their unit, addresses,
 * and the numbers that a chain or a game gives to things.
 */
export const en = {
  /** A fee of no coins. */
  noFee: 'none',
  /** A sum of no coins. */
  nothing: 'nothing',
  /** Of a field that is on or off. */
  yes: 'yes',
  no: 'no',

  send: (coins: string, to: string) => `Send ${coins} to ${to}`,
  sendToSeveral: (sums: readonly (readonly [coins: string, to: string])[]) =>
    `Send ${sums.map(([coins, to]) => `${coins} to ${to}`).join(', ')}`,
  sendToOtherChain: (coins: string, to: string, channel: string) =>
    `Send ${coins} to ${to} on another chain, over ${channel}`,
  maySend: (limit: string) => `To send up to ${limit} in all`,

  stake: (coins: string, validator: string) => `Stake ${coins} with ${validator}`,
  unstake: (coins: string, validator: string) =>
    `Take ${coins} back from the stake with ${validator}`,
  moveStake: (coins: string, from: string, to: string) =>
    `Move a stake of ${coins} from ${from} to ${to}`,
  stakeAfterAll: (coins: string, validator: string) => `Stake ${coins} with ${validator} after all`,
  mayMoveStakes: 'To move stakes of any size',
  mayMoveStakesUpTo: (most: string) => `To move stakes of up to ${most}`,

  payRewardsTo: (address: string) => `Have all staking rewards paid to ${address}`,
  collectReward: (validator: string) => `Collect the staking reward from ${validator}`,
  collectCommission: (validator: string) => `Collect the commission of validator ${validator}`,
  fundPool: (coins: string) => `Give ${coins} to the community pool`,

  propose: (title: string, deposit: string) => `Propose “${title}” with a deposit of ${deposit}`,
  proposeContent: (deposit: string) => `Make a proposal with a deposit of ${deposit}`,
  proposal: (title: string) => `Proposal “${title}”`,
  /** How a proposal is voted on, by the names of the chain. */
  votes: {
    VOTE_OPTION_YES: 'yes',
    VOTE_OPTION_ABSTAIN: 'to abstain',
    VOTE_OPTION_NO: 'no',
    VOTE_OPTION_NO_WITH_VETO: 'no with veto',
  },
  unknownVote: 'nothing that is known',
  vote: (vote: string, proposal: string) => `Vote ${vote} on proposal ${proposal}`,
  voteInParts: (votes: readonly (readonly [vote: string, weight: string])[], proposal: string) =>
    `Vote ${votes.map(([vote, weight]) => `${vote} (${weight})`).join(', ')} on proposal ${proposal}`,
  deposit: (coins: string, proposal: string) => `Deposit ${coins} on proposal ${proposal}`,

  grant: (grantee: string) => `Let ${grantee} act in your name`,
  maySendAny: (type: string) => `To send any message of type ${type}`,
  actForOthers: (count: number) =>
    `Act in the name of others: ${count} ${count === 1 ? 'message' : 'messages'}`,
  revoke: (grantee: string, type: string) => `Let ${grantee} send no more ${type} in your name`,

  payFees: (grantee: string) => `Pay the fees of ${grantee}`,
  payNoMoreFees: (grantee: string) => `Pay the fees of ${grantee} no more`,
  feesWithoutLimit: 'Fees without a limit',
  feesUpTo: (limit: string) => `Fees of up to ${limit} in all`,
  feesEvery: (limit: string, period: string) => `Fees of up to ${limit} every ${period}`,
  feesOfKinds: (count: number) => `Fees of ${count} ${count === 1 ? 'kind' : 'kinds'} of messages`,

  /** Structs. */
  moveFleet: (fleet: string, to: string) => `Move fleet ${fleet} to ${to}`,
  activateStruct: (struct: string) => `Activate struct ${struct}`,
  beginStruct: (type: string, ambit: string, slot: string) =>
    `Begin to build a struct of type ${type} (${ambit}, slot ${slot})`,
  finishStruct: (struct: string) => `Finish building struct ${struct}`,
  finishMining: (struct: string) => `Finish mining ore with struct ${struct}`,
  finishRefining: (struct: string) => `Finish refining ore with struct ${struct}`,
  attack: (targets: readonly string[], struct: string) =>
    `Attack ${targets.join(', ') || 'nothing'} with struct ${struct}`,
  defend: (defender: string, target: string) => `Have struct ${defender} defend ${target}`,
  explore: (player: string) => `Explore a new planet as player ${player}`,
  finishRaid: (fleet: string) => `Finish the raid of fleet ${fleet}`,
  registerAddress: (address: string, player: string, permissions: string) =>
    `Let ${address} act as player ${player} (permissions ${permissions})`,
  givePermissions: (address: string, permissions: string) =>
    `Give ${address} the permissions ${permissions}`,
  sendFrom: (coins: string, from: string, to: string) => `Send ${coins} from ${from} to ${to}`,
  infuse: (validator: string, coins: string) => `Infuse the reactor of ${validator} with ${coins}`,
};

export type Words = typeof en;
