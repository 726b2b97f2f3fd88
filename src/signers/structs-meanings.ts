import type { Meaning } from './meanings.ts';
import type { Json } from './read-message.ts';

const creator = (message: Json) => [message.creator];

/** What the messages of Structs mean. */
export const STRUCTS_MEANINGS: Readonly<Record<string, Meaning>> = {
  'structs.structs.MsgFleetMove': {
    signers: creator,
    title: (m, say) => say.words.moveFleet(say.text(m.fleetId), say.text(m.destinationLocationId)),
  },
  'structs.structs.MsgStructActivate': {
    signers: creator,
    title: (m, say) => say.words.activateStruct(say.text(m.structId)),
  },
  'structs.structs.MsgStructBuildInitiate': {
    signers: creator,
    title: (m, say) =>
      say.words.beginStruct(say.text(m.structTypeId), say.text(m.operatingAmbit), say.text(m.slot)),
  },
  'structs.structs.MsgStructBuildComplete': {
    signers: creator,
    title: (m, say) => say.words.finishStruct(say.text(m.structId)),
  },
  'structs.structs.MsgStructOreMinerComplete': {
    signers: creator,
    title: (m, say) => say.words.finishMining(say.text(m.structId)),
  },
  'structs.structs.MsgStructOreRefineryComplete': {
    signers: creator,
    title: (m, say) => say.words.finishRefining(say.text(m.structId)),
  },
  'structs.structs.MsgStructAttack': {
    signers: creator,
    title: (m, say) =>
      say.words.attack(
        (m.targetStructId as readonly unknown[]).map(say.text),
        say.text(m.operatingStructId),
      ),
  },
  'structs.structs.MsgStructDefenseSet': {
    signers: creator,
    title: (m, say) =>
      say.words.defend(say.text(m.defenderStructId), say.text(m.protectedStructId)),
  },
  'structs.structs.MsgPlanetExplore': {
    signers: creator,
    title: (m, say) => say.words.explore(say.text(m.playerId)),
  },
  'structs.structs.MsgPlanetRaidComplete': {
    signers: creator,
    title: (m, say) => say.words.finishRaid(say.text(m.fleetId)),
  },
  'structs.structs.MsgAddressRegister': {
    signers: creator,
    warnings: ['grants_rights'],
    title: (m, say) =>
      say.words.registerAddress(say.text(m.address), say.text(m.playerId), say.text(m.permissions)),
  },
  'structs.structs.MsgPermissionGrantOnAddress': {
    signers: creator,
    warnings: ['grants_rights'],
    title: (m, say) => say.words.givePermissions(say.text(m.address), say.text(m.permissions)),
  },
  'structs.structs.MsgPlayerSend': {
    // The chain lets other addresses of the same player sign for it.
    signers: creator,
    warnings: ['moves_funds'],
    title: (m, say) =>
      say.words.sendFrom(say.coins(m.amount), say.text(m.from_address), say.text(m.to_address)),
  },
  'structs.structs.MsgReactorInfuse': {
    signers: creator,
    warnings: ['moves_funds'],
    title: (m, say) => say.words.infuse(say.text(m.validator_address), say.coins(m.amount)),
  },
};
