import type { JsonObject } from '../../../src/configuration/json.ts';

/** The first two of the vectors of the game, by their words. */
export const ABANDON = {
  words: `${'abandon '.repeat(11)}about`,
  address: 'structs19rl4cm2hmr8afy4kldpxz3fka4jguq0acpz60a',
  publicKey: '024f4e2ad99c34d60b9ba6283c9431a8418af8673212961f97a77b6377fcd05b62',
};
export const JUNK = {
  words: `${'test '.repeat(11)}junk`,
  address: 'structs15yk64u7zc9g9k2yr2wmzeva5qgwxps6yznqgfk',
  publicKey: '0223aa679d6d5344e201e0df9f02ab15a84726eee0dfb4e953c46a9e2cb52349dc',
};

export const CHAIN_DESCRIPTION = {
  chainId: 'structstestnet-111',
  prefix: 'structs',
  coinType: 118,
  denoms: { ualpha: { symbol: 'alpha', exponent: 6 } },
  gasPrice: { denom: 'ualpha', price: '0.025' },
  fixed: {
    typePrefix: '/structs.structs.Msg',
    fee: { amount: [{ denom: 'ualpha', amount: '0' }], gasLimit: '500000' },
  },
};

/** Files as the seed describes them, one for each thing that it says may be in one. */
export const SEED: Readonly<Record<string, JsonObject>> = {
  nothing: {},
  'a web app': {
    webapp: {
      baseURL: 'http://localhost:8080',
      username: 'player',
      password: 'hunter2',
      session: {
        cookie: 'PHPSESSID=abc',
        expires: '2026-11-26T12:00:00Z',
        lastUsed: '2026-11-26T11:00:00+01:00',
      },
    },
  },
  'a chain and its signer': {
    consensus: {
      rpcURL: 'http://localhost:26657',
      apiURL: 'http://localhost:1317',
      signer: {
        address: ABANDON.address,
        privateKey: 'ab'.repeat(32),
        publicKey: ABANDON.publicKey,
        sequence: '7',
      },
    },
  },
  'a stream': { streaming: { url: 'nats://localhost:4222', protocol: 'NATS', transport: 'tcp' } },
  'a stream with a token': {
    streaming: {
      url: 'ws://localhost:1443',
      protocol: 'NATS',
      transport: 'WebSocket',
      authentication: { type: 'token', token: 's3cret' },
    },
  },
  'a stream with a password': {
    streaming: {
      url: 'wss://nats.example.com/path?x=1',
      protocol: 'NATS',
      authentication: { type: 'username_password', username: 'me', password: 's3cret' },
    },
  },
};

/** All fields at once, with several of each, and unknown ones. */
export const WHOLE_FILE: JsonObject = {
  version: 1,
  comment: 'mine',
  webapp: [
    SEED['a web app']?.webapp as JsonObject,
    { baseURL: 'https://play.example.com/app', username: 'other', note: { 'a/b~c': [1, null] } },
    {
      baseURL: 'https://play.example.com',
      way: 'signature',
      guild: { id: '0-1', name: 'Guild' },
      signer: { chainId: 'structstestnet-111', address: ABANDON.address },
    },
  ],
  consensus: [
    {
      rpcURL: 'http://localhost:26657',
      apiURL: 'http://localhost:1317',
      chain: CHAIN_DESCRIPTION,
      signer: {
        address: ABANDON.address,
        publicKey: ABANDON.publicKey,
        privateKey: 'ab'.repeat(32),
        sequence: '7',
        name: 'Fleet',
        hardware: false,
      },
    },
    {
      apiURL: 'https://api.example.com',
      signer: { address: JUNK.address, index: 3, mnemonic: 'a b' },
    },
    {
      apiURL: 'https://b.example.com',
      chain: { ...CHAIN_DESCRIPTION, gasPrice: null, fixed: null },
    },
  ],
  streaming: {
    url: 'ws://localhost:1443',
    protocol: 'NATS',
    transport: 'WebSocket',
    authentication: { type: 'token', token: 's3cret', username: 'u', password: 'p' },
    name: 'Game',
    on: true,
    subjects: ['structs.planet.>'],
  },
};

const SIGNER = { address: ABANDON.address };
const NATS = { url: 'ws://localhost:1443', protocol: 'NATS' };

/** Files that are wrong, where, and how. */
export const MALFORMED: readonly {
  readonly file: JsonObject;
  readonly path: string;
  readonly code: string;
  /** What the user is told of it. */
  readonly says: RegExp;
}[] = [
  {
    file: { webapp: { baseURL: 'ftp://play.example.com' } },
    path: '/webapp/baseURL',
    code: 'field_form',
    says: /an address with https:\/\/ or http:\/\//,
  },
  {
    file: { webapp: { baseURL: 'https://me:hunter2@play.example.com' } },
    path: '/webapp/baseURL',
    code: 'field_form',
    says: /without a user name or a password in it/,
  },
  {
    file: { webapp: { username: 7 } },
    path: '/webapp/username',
    code: 'field_type',
    says: /a text, in quotation marks/,
  },
  {
    file: { webapp: [{ username: 'a' }, { session: { expires: '2026-11-26T12:00:00Z' } }] },
    path: '/webapp/1/session/cookie',
    code: 'field_missing',
    says: /missing/,
  },
  {
    file: { webapp: { session: { cookie: 'a', expires: 'tomorrow' } } },
    path: '/webapp/session/expires',
    code: 'field_form',
    says: /a date and time/,
  },
  {
    file: { consensus: { signer: { privateKey: 'ab'.repeat(32) } } },
    path: '/consensus/signer/address',
    code: 'field_missing',
    says: /missing/,
  },
  {
    file: { consensus: { signer: { ...SIGNER, privateKey: 'abc' } } },
    path: '/consensus/signer/privateKey',
    code: 'field_form',
    says: /64 hexadecimal digits/,
  },
  {
    file: { consensus: [{ signer: { address: 'structs1OOO' } }] },
    path: '/consensus/0/signer/address',
    code: 'field_form',
    says: /an address of a chain/,
  },
  {
    file: { consensus: { signer: { ...SIGNER, sequence: 7 } } },
    path: '/consensus/signer/sequence',
    code: 'field_type',
    says: /a text/,
  },
  {
    file: { consensus: { signer: { ...SIGNER, index: -1 } } },
    path: '/consensus/signer/index',
    code: 'field_range',
    says: /from 0 to 2147483647/,
  },
  {
    file: { consensus: { signer: { ...SIGNER, name: 'x'.repeat(65) } } },
    path: '/consensus/signer/name',
    code: 'field_length',
    says: /64 characters/,
  },
  {
    file: {
      consensus: {
        chain: { ...CHAIN_DESCRIPTION, gasPrice: { denom: 'ualpha', price: '1', x: 1 } },
      },
    },
    path: '/consensus/chain/gasPrice/x',
    code: 'field_unknown',
    says: /No such field/,
  },
  {
    file: { streaming: { url: 'ws://localhost:1443' } },
    path: '/streaming/protocol',
    code: 'field_missing',
    says: /missing/,
  },
  {
    file: { streaming: { ...NATS, protocol: 'MQTT' } },
    path: '/streaming/protocol',
    code: 'field_value',
    says: /has to be "NATS"/,
  },
  {
    file: { streaming: { ...NATS, transport: 'udp' } },
    path: '/streaming/transport',
    code: 'field_value',
    says: /"tcp" or "WebSocket"/,
  },
  {
    file: { streaming: [NATS, { ...NATS, authentication: { type: 'oauth' } }] },
    path: '/streaming/1/authentication/type',
    code: 'field_value',
    says: /"token" or "username_password"/,
  },
  {
    file: { streaming: 'ws://localhost:1443' },
    path: '/streaming',
    code: 'field_type',
    says: /an object, in \{ \}/,
  },
  {
    file: { streaming: Array.from({ length: 201 }, () => NATS) },
    path: '/streaming',
    code: 'field_count',
    says: /200 are allowed/,
  },
  {
    file: { version: '1' },
    path: '/version',
    code: 'field_type',
    says: /a whole number/,
  },
];
