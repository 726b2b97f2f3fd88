import type { Words } from './words.en.ts';

/** What messages do, in German. */
export const de: Words = {
  noFee: 'keine',
  nothing: 'nichts',
  yes: 'ja',
  no: 'nein',

  send: (coins, to) => `${coins} an ${to} senden`,
  sendToSeveral: (sums) => `${sums.map(([coins, to]) => `${coins} an ${to}`).join(', ')} senden`,
  sendToOtherChain: (coins, to, channel) =>
    `${coins} an ${to} auf einer anderen Chain senden, über ${channel}`,
  maySend: (limit) => `Insgesamt bis zu ${limit} senden`,

  stake: (coins, validator) => `${coins} bei ${validator} staken`,
  unstake: (coins, validator) => `${coins} aus dem Stake bei ${validator} zurückholen`,
  moveStake: (coins, from, to) => `Einen Stake von ${coins} von ${from} zu ${to} verschieben`,
  stakeAfterAll: (coins, validator) => `${coins} nun doch bei ${validator} staken`,
  mayMoveStakes: 'Stakes jeder Höhe verschieben',
  mayMoveStakesUpTo: (most) => `Stakes bis zu ${most} verschieben`,

  payRewardsTo: (address) => `Alle Staking-Erträge an ${address} auszahlen lassen`,
  collectReward: (validator) => `Den Staking-Ertrag von ${validator} abholen`,
  collectCommission: (validator) => `Die Provision von Validator ${validator} abholen`,
  fundPool: (coins) => `${coins} in den Community-Pool geben`,

  propose: (title, deposit) => `„${title}“ vorschlagen, mit einer Einlage von ${deposit}`,
  proposeContent: (deposit) => `Einen Vorschlag machen, mit einer Einlage von ${deposit}`,
  proposal: (title) => `Vorschlag „${title}“`,
  votes: {
    VOTE_OPTION_YES: 'Ja',
    VOTE_OPTION_ABSTAIN: 'Enthaltung',
    VOTE_OPTION_NO: 'Nein',
    VOTE_OPTION_NO_WITH_VETO: 'Nein mit Veto',
  },
  unknownVote: 'nichts Bekanntes',
  vote: (vote, proposal) => `Über Vorschlag ${proposal} abstimmen: ${vote}`,
  voteInParts: (votes, proposal) =>
    `Über Vorschlag ${proposal} abstimmen: ${votes.map(([vote, weight]) => `${vote} (${weight})`).join(', ')}`,
  deposit: (coins, proposal) => `${coins} für Vorschlag ${proposal} hinterlegen`,

  grant: (grantee) => `${grantee} in Ihrem Namen handeln lassen`,
  maySendAny: (type) => `Jede Nachricht vom Typ ${type} senden`,
  actForOthers: (count) =>
    `Im Namen anderer handeln: ${count} ${count === 1 ? 'Nachricht' : 'Nachrichten'}`,
  revoke: (grantee, type) => `${grantee} keine ${type} mehr in Ihrem Namen senden lassen`,

  payFees: (grantee) => `Die Gebühren von ${grantee} bezahlen`,
  payNoMoreFees: (grantee) => `Die Gebühren von ${grantee} nicht mehr bezahlen`,
  feesWithoutLimit: 'Gebühren ohne Limit',
  feesUpTo: (limit) => `Gebühren bis insgesamt ${limit}`,
  feesEvery: (limit, period) => `Gebühren bis ${limit}, jeweils in ${period}`,
  feesOfKinds: (count) => `Gebühren für ${count} ${count === 1 ? 'Art' : 'Arten'} von Nachrichten`,

  moveFleet: (fleet, to) => `Flotte ${fleet} nach ${to} verlegen`,
  activateStruct: (struct) => `Struct ${struct} aktivieren`,
  beginStruct: (type, ambit, slot) =>
    `Den Bau eines Structs vom Typ ${type} beginnen (${ambit}, Platz ${slot})`,
  finishStruct: (struct) => `Den Bau von Struct ${struct} abschließen`,
  finishMining: (struct) => `Den Erzabbau mit Struct ${struct} abschließen`,
  finishRefining: (struct) => `Die Erzveredelung mit Struct ${struct} abschließen`,
  attack: (targets, struct) => `Mit Struct ${struct} angreifen: ${targets.join(', ') || 'nichts'}`,
  defend: (defender, target) => `${target} von Struct ${defender} verteidigen lassen`,
  explore: (player) => `Als Spieler ${player} einen neuen Planeten erkunden`,
  finishRaid: (fleet) => `Den Raubzug von Flotte ${fleet} abschließen`,
  registerAddress: (address, player, permissions) =>
    `${address} als Spieler ${player} handeln lassen (Berechtigungen ${permissions})`,
  givePermissions: (address, permissions) => `${address} die Berechtigungen ${permissions} geben`,
  sendFrom: (coins, from, to) => `${coins} von ${from} an ${to} senden`,
  infuse: (validator, coins) => `Den Reaktor von ${validator} mit ${coins} speisen`,
};
