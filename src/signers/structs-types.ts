import type { EnumTable, TypeTable } from './schema.ts';

/** The messages that players of Structs send most, as the chain's .proto file has them. */
export const STRUCTS_TYPES: TypeTable = {
  'structs.structs.MsgFleetMove': {
    creator: [1, 'string'],
    fleetId: [2, 'string'],
    destinationLocationId: [3, 'string'],
  },
  'structs.structs.MsgStructActivate': { creator: [1, 'string'], structId: [2, 'string'] },
  'structs.structs.MsgStructBuildInitiate': {
    creator: [1, 'string'],
    playerId: [2, 'string'],
    structTypeId: [3, 'uint64'],
    operatingAmbit: [4, 'structs.structs.Ambit'],
    slot: [5, 'uint64'],
  },
  'structs.structs.MsgStructBuildComplete': {
    creator: [1, 'string'],
    structId: [2, 'string'],
    proof: [3, 'string'],
    nonce: [4, 'string'],
  },
  'structs.structs.MsgStructOreMinerComplete': {
    creator: [1, 'string'],
    structId: [2, 'string'],
    proof: [3, 'string'],
    nonce: [4, 'string'],
  },
  'structs.structs.MsgStructOreRefineryComplete': {
    creator: [1, 'string'],
    structId: [2, 'string'],
    proof: [3, 'string'],
    nonce: [4, 'string'],
  },
  'structs.structs.MsgStructAttack': {
    creator: [1, 'string'],
    operatingStructId: [2, 'string'],
    targetStructId: [3, 'string', 'repeated'],
    weaponSystem: [4, 'string'],
  },
  'structs.structs.MsgStructDefenseSet': {
    creator: [1, 'string'],
    defenderStructId: [2, 'string'],
    protectedStructId: [3, 'string'],
  },
  'structs.structs.MsgPlanetExplore': { creator: [1, 'string'], playerId: [2, 'string'] },
  'structs.structs.MsgPlanetRaidComplete': {
    creator: [1, 'string'],
    fleetId: [2, 'string'],
    proof: [3, 'string'],
    nonce: [4, 'string'],
  },
  'structs.structs.MsgAddressRegister': {
    creator: [1, 'string'],
    playerId: [2, 'string'],
    address: [3, 'string'],
    proofPubKey: [4, 'string'],
    proofSignature: [5, 'string'],
    permissions: [6, 'uint64'],
  },
  'structs.structs.MsgPermissionGrantOnAddress': {
    creator: [1, 'string'],
    address: [2, 'string'],
    permissions: [3, 'uint64'],
  },
  'structs.structs.MsgPlayerSend': {
    creator: [1, 'string'],
    from_address: [2, 'string'],
    to_address: [3, 'string'],
    amount: [4, 'cosmos.base.v1beta1.Coin', 'repeated'],
  },
  'structs.structs.MsgReactorInfuse': {
    creator: [1, 'string'],
    delegator_address: [2, 'string'],
    validator_address: [3, 'string'],
    amount: [4, 'cosmos.base.v1beta1.Coin'],
  },
};

export const STRUCTS_ENUMS: EnumTable = {
  'structs.structs.Ambit': ['none', 'water', 'land', 'air', 'space'],
};
