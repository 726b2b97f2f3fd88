import { FORMS, type Form } from './forms.ts';

/** As much of JSON Schema draft-07 as ours is made of. */
export interface Schema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly $comment?: string;
  readonly title?: string;
  readonly description?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly const?: string | number;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  /** Of the standard's annotations the one for what is never shown: our mark of the sensitive. */
  readonly writeOnly?: boolean;
}

/** Nobody has more of one service. */
const MOST_ENTRIES = 200;

/**
 * @param form what it has to be
 */
function text(pattern: string, form: Form, of: Schema = {}): Schema {
  return { type: 'string', maxLength: 2048, ...of, pattern, $comment: FORMS[form] };
}

function short(of: Schema = {}): Schema {
  return { type: 'string', maxLength: 1024, ...of };
}

/** An address without a user in it: what stands there is shown, and a password must not be. */
function link(schemes: string, form: Form, description: string): Schema {
  return text(`^(?:${schemes})://[^\\s/?#@\\\\]+(?:[/?#]\\S*)?$`, form, { description });
}

/** One, as the seed has it, or a list. */
function oneOrMore(name: string): Schema {
  const one: Schema = { $ref: `#/definitions/${name}` };
  return {
    if: { type: 'array' },
    // biome-ignore lint/suspicious/noThenProperty: the name is the standard's
    then: { type: 'array', maxItems: MOST_ENTRIES, items: one },
    else: one,
  };
}

const HEX_32 = '^[0-9a-fA-F]{64}$';
const HEX_33 = '^0[23][0-9a-fA-F]{64}$';
const COUNT = '^(?:0|[1-9][0-9]{0,77})$';
const DENOM = '^[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$';

const address = text('^[a-z0-9]{1,83}1[02-9ac-hj-np-z]{6,}$', 'chain_address', {
  format: 'blockchain-address',
  maxLength: 90,
});
const chainId = text('^[A-Za-z0-9_.-]{1,64}$', 'chain_id');
const publicKey = text(HEX_33, 'public_key');
const whole = text(COUNT, 'whole_number');
const denom = text(DENOM, 'unit');
const coin: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['denom', 'amount'],
  properties: { denom, amount: whole },
};

/**
 * AuthenticationConfig as a JSON Schema, draft-07. It is published with the build
 * (`tools/vite-configuration-schema.ts`), and every file is checked against it (`check.ts`).
 *
 * Fields that it does not know are allowed, and kept, but for those of a coin, a fee, a unit and the
 * sealed secrets. A `$comment` says in words what a pattern asks for (`forms.ts`).
 */
export const SCHEMA: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'AuthenticationConfig',
  description:
    'Authentication for web apps, chains and NATS streams. Each of the three is one object, or a list of such. Fields with writeOnly are sensitive.',
  type: 'object',
  properties: {
    version: { type: 'integer', const: 1, description: 'The form of the file; 1 if left out.' },
    webapp: oneOrMore('WebappConfig'),
    consensus: oneOrMore('ConsensusConfig'),
    streaming: oneOrMore('NATSConnection'),
    secrets: { $ref: '#/definitions/SealedSecrets' },
  },
  definitions: {
    WebappConfig: {
      type: 'object',
      properties: {
        baseURL: link('https?', 'web_link', 'Where the web app is.'),
        username: short({ maxLength: 256 }),
        password: short({ writeOnly: true }),
        session: { $ref: '#/definitions/WebappSession' },
        way: {
          type: 'string',
          enum: ['password', 'signature'],
          description: 'How the web app wants its users to log in.',
        },
        guild: {
          type: 'object',
          description: 'The guild that a web app of Structs is of.',
          required: ['id', 'name'],
          properties: { id: short({ maxLength: 64 }), name: short({ maxLength: 256 }) },
        },
        signer: {
          type: 'object',
          description: 'Whose signature logs in, in place of a user name and a password.',
          required: ['chainId', 'address'],
          properties: { chainId, address },
        },
      },
    },
    WebappSession: {
      type: 'object',
      writeOnly: true,
      required: ['cookie'],
      properties: {
        cookie: { type: 'string', maxLength: 8192, description: 'PHPSESSID' },
        expires: short({ format: 'date-time' }),
        lastUsed: short({ format: 'date-time' }),
      },
    },
    ConsensusConfig: {
      type: 'object',
      properties: {
        rpcURL: link('https?', 'web_link', "The chain's RPC."),
        apiURL: link('https?', 'web_link', "The chain's REST API."),
        signer: { $ref: '#/definitions/TransactionSigner' },
        chain: { $ref: '#/definitions/ChainDescription' },
      },
    },
    ConsensusAccount: {
      type: 'object',
      required: ['address', 'account_number', 'sequence'],
      properties: {
        address,
        pub_key: { type: 'object' },
        account_number: whole,
        sequence: whole,
      },
    },
    TransactionSigner: {
      type: 'object',
      required: ['address'],
      properties: {
        address,
        privateKey: text(HEX_32, 'private_key', { writeOnly: true }),
        publicKey,
        sequence: whole,
        name: short({ minLength: 1, maxLength: 64, description: 'What the user calls it.' }),
        mnemonic: short({
          minLength: 1,
          writeOnly: true,
          description: 'BIP-39 recovery words, in place of a private key.',
        }),
        index: {
          type: 'integer',
          minimum: 0,
          maximum: 2_147_483_647,
          description: "The last number of the key's path; 0 if left out.",
        },
      },
    },
    ChainDescription: {
      type: 'object',
      description: 'What is known of a chain, so that it need not be asked.',
      required: ['chainId', 'prefix', 'coinType', 'denoms', 'gasPrice', 'fixed'],
      properties: {
        chainId,
        prefix: text('^[a-z0-9]{1,83}$', 'prefix'),
        coinType: { type: 'integer', minimum: 0, maximum: 2_147_483_647 },
        denoms: {
          type: 'object',
          maxProperties: 1000,
          additionalProperties: {
            type: 'object',
            additionalProperties: false,
            required: ['symbol', 'exponent'],
            properties: {
              symbol: short({ maxLength: 128 }),
              exponent: { type: 'integer', minimum: 0, maximum: 30 },
            },
          },
        },
        gasPrice: {
          type: ['object', 'null'],
          additionalProperties: false,
          required: ['denom', 'price'],
          properties: {
            denom,
            price: text('^[0-9]{1,20}(?:\\.[0-9]{1,18})?$', 'decimal'),
          },
        },
        fixed: {
          type: ['object', 'null'],
          additionalProperties: false,
          required: ['typePrefix', 'fee'],
          properties: {
            typePrefix: text('^/[A-Za-z0-9_.]+$', 'message_types'),
            fee: {
              type: 'object',
              additionalProperties: false,
              required: ['amount', 'gasLimit'],
              properties: {
                amount: { type: 'array', maxItems: 16, items: coin },
                gasLimit: text('^[1-9][0-9]{0,18}$', 'whole_number'),
              },
            },
          },
        },
      },
    },
    NATSConnection: {
      type: 'object',
      required: ['url', 'protocol'],
      properties: {
        url: link('nats|tls|wss?', 'server_link', 'nats://localhost:4222 or ws://localhost:1443'),
        protocol: { type: 'string', const: 'NATS' },
        transport: { type: 'string', enum: ['tcp', 'WebSocket'] },
        authentication: {
          type: 'object',
          properties: {
            type: { type: 'string', enum: ['token', 'username_password'] },
            token: short({ writeOnly: true }),
            username: short({ maxLength: 256 }),
            password: short({ writeOnly: true }),
          },
        },
        name: short({ minLength: 1, maxLength: 64, description: 'What the user calls it.' }),
        on: { type: 'boolean', description: 'Whether it is to be connected; true if left out.' },
        subjects: {
          type: 'array',
          maxItems: 32,
          items: short({ maxLength: 512 }),
          description: 'What is listened to.',
        },
      },
    },
    SealedSecrets: {
      type: 'object',
      description:
        'The sensitive fields, by JSON pointer: AES-256-GCM under scrypt of a password, bound to all else in the file.',
      additionalProperties: false,
      required: ['version', 'derivation', 'payload', 'check'],
      properties: {
        version: { type: 'integer', minimum: 1 },
        derivation: { type: 'object' },
        payload: { type: 'object' },
        check: short(),
      },
    },
  },
};
