import type { Meaning } from './meanings.ts';
import type { Json } from './read-message.ts';

const creator = (message: Json) => [message.creator];

/** What the messages of Structs mean. */
export const STRUCTS_MEANINGS: Readonly<Record<string, Meaning>> = {
  'structs.structs.MsgFleetMove': {
    signers: creator,
    title: (m, say) => `Move fleet ${say.text(m.fleetId)} to ${say.text(m.destinationLocationId)}`,
  },
  'structs.structs.MsgStructActivate': {
    signers: creator,
    title: (m, say) => `Activate struct ${say.text(m.structId)}`,
  },
  'structs.structs.MsgStructBuildInitiate': {
    signers: creator,
    title: (m, say) =>
      `Begin to build a struct of type ${say.text(m.structTypeId)} (${say.text(m.operatingAmbit)}, slot ${say.text(m.slot)})`,
  },
  'structs.structs.MsgStructBuildComplete': {
    signers: creator,
    title: (m, say) => `Finish building struct ${say.text(m.structId)}`,
  },
  'structs.structs.MsgStructOreMinerComplete': {
    signers: creator,
    title: (m, say) => `Finish mining ore with struct ${say.text(m.structId)}`,
  },
  'structs.structs.MsgStructOreRefineryComplete': {
    signers: creator,
    title: (m, say) => `Finish refining ore with struct ${say.text(m.structId)}`,
  },
  'structs.structs.MsgStructAttack': {
    signers: creator,
    title: (m, say) =>
      `Attack ${(m.targetStructId as readonly unknown[]).map(say.text).join(', ') || 'nothing'} with struct ${say.text(m.operatingStructId)}`,
  },
  'structs.structs.MsgStructDefenseSet': {
    signers: creator,
    title: (m, say) =>
      `Have struct ${say.text(m.defenderStructId)} defend ${say.text(m.protectedStructId)}`,
  },
  'structs.structs.MsgPlanetExplore': {
    signers: creator,
    title: (m, say) => `Explore a new planet as player ${say.text(m.playerId)}`,
  },
  'structs.structs.MsgPlanetRaidComplete': {
    signers: creator,
    title: (m, say) => `Finish the raid of fleet ${say.text(m.fleetId)}`,
  },
  'structs.structs.MsgAddressRegister': {
    signers: creator,
    warnings: ['grants_rights'],
    title: (m, say) =>
      `Let ${say.text(m.address)} act as player ${say.text(m.playerId)} (permissions ${say.text(m.permissions)})`,
  },
  'structs.structs.MsgPermissionGrantOnAddress': {
    signers: creator,
    warnings: ['grants_rights'],
    title: (m, say) => `Give ${say.text(m.address)} the permissions ${say.text(m.permissions)}`,
  },
  'structs.structs.MsgPlayerSend': {
    // The chain lets other addresses of the same player sign for it.
    signers: creator,
    warnings: ['moves_funds'],
    title: (m, say) =>
      `Send ${say.coins(m.amount)} from ${say.text(m.from_address)} to ${say.text(m.to_address)}`,
  },
  'structs.structs.MsgReactorInfuse': {
    signers: creator,
    warnings: ['moves_funds'],
    title: (m, say) =>
      `Infuse the reactor of ${say.text(m.validator_address)} with ${say.coins(m.amount)}`,
  },
};
