// Challenge headers as no honest server sends them, and a few as they do.
import type { Random } from '../random.ts';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const TOKEN = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** What servers send, of this scheme and of others that may stand beside it. */
const REAL: readonly ((random: Random) => string)[] = [
  (random) =>
    `TPAT address="${address(random)}", min_amt="1000000", ttl="5", hash="", signature="", ast="3600000"`,
  (random) =>
    `TPAT address="${address(random)}", min_amt="1000000", ttl="5", hash="${hex(random, 64)}",signature="OutProofV2${base58(random, 88)}"`,
  (random) => `TPAT address="${address(random)}", min_amt="${amount(random)}", ttl="720"`,
  (random) =>
    `XMR402 address="${address(random)}", amount="${amount(random)}", message="${hex(random, 32)}", timestamp="1700000000"`,
  (random) =>
    `Payment id="${hex(random, 16)}", realm="site.example", method="monero", intent="charge", request="${base64(random, 120)}"`,
  (random) => `L402 macaroon="${base64(random, 80)}", invoice="lnbc1${hex(random, 60)}"`,
  () => 'Basic realm="login", charset="UTF-8"',
  (random) =>
    `Digest realm="monero-rpc", qop="auth", algorithm=MD5, nonce="${base64(random, 24)}", stale=false`,
  (random) => `Negotiate ${base64(random, 40)}`,
  () => 'Bearer',
];

/** THREATS 13 and 16. */
const NASTY_NUMBERS: readonly string[] = [
  ...[
    '-1',
    '1e9',
    '0x10',
    'NaN',
    'Infinity',
    '',
    '0',
    '-0',
    '007',
    '00',
    '+5',
    '5.0',
    '.5',
    '1_000',
  ],
  ...[
    ' 5',
    '5 ',
    '\t5',
    '5\t',
    '5,000',
    '5;',
    "5'",
    '\u0665',
    '\uff15',
    '1n',
    '0b1',
    '0o7',
    'null',
  ],
  ...[
    '18446744073709551615',
    '18446744073709551616',
    '18446744073709551617',
    '99999999999999999999',
  ],
  ...[
    '1'.repeat(21),
    '9'.repeat(500),
    '1\\',
    '\\1',
    '1\\0',
    '9007199254740993',
    '262800',
    '262801',
  ],
  ...['1', '5', '999', '1000', '2592000000', '2592000001'],
];

const NASTY_ADDRESSES: readonly ((random: Random) => string)[] = [
  (random) => base58(random, 94),
  (random) => base58(random, 96),
  (random) => base58(random, 106),
  (random) => `${base58(random, 94)}0`,
  (random) => `${base58(random, 94)}O`,
  (random) => `${base58(random, 94)}\u0435`,
  (random) => ` ${base58(random, 94)}`,
  (random) => `${base58(random, 95)}\n`,
  (random) => `\\${base58(random, 95)}`,
  () => '',
];

const PIECES: readonly string[] = [
  ...[
    'TPAT ',
    'tpat ',
    'TPAT\t',
    'TPAT',
    'Basic ',
    'x',
    '=',
    '==',
    '"',
    '\\',
    '\\"',
    ',',
    ', ',
    ' ',
  ],
  ...['\t', '\0', '\n', '\r\n', '\x7f', '\x1b', '\u0085', '\u2028', '\u00e9', '\ud800', '\uffff'],
  ...['address=', 'min_amt=', 'ttl=', 'ast=', 'hash=', '"5"', '"1000000"', '5', 'a="1"', ';'],
  ...['__proto__="1"', 'constructor="1"', 'toString '],
];

/** Of one response: what every `WWW-Authenticate` header of it says. */
export function generateHeaders(random: Random): string[] {
  const kind = random.below(100);
  if (kind < 30) return [tpat(random)];
  if (kind < 55) return [mutated(random, real(random))];
  if (kind < 70) return [grammatical(random)];
  if (kind < 80) return [many(random, 1 + random.below(30), () => random.pick(PIECES)).join('')];
  if (kind < 86) return [noise(random, random.below(200))];
  if (kind < 96) {
    const parts = many(random, 1 + random.below(4), () =>
      random.chance(0.5) ? tpat(random) : random.chance(0.5) ? real(random) : grammatical(random),
    );
    return random.chance(0.5) ? parts : [parts.join(random.pick([', ', ',', ' , ', ' ', '\t,']))];
  }
  if (kind < 98) return crowd(random);
  return [huge(random)];
}

/** A TPAT challenge with a few of its parts made nasty, so that each check is met alone. */
function tpat(random: Random): string {
  const params: [string, string][] = [
    ['address', random.chance(0.8) ? address(random) : random.pick(NASTY_ADDRESSES)(random)],
    ['min_amt', random.chance(0.6) ? amount(random) : random.pick(NASTY_NUMBERS)],
    ['ttl', random.chance(0.6) ? String(1 + random.below(1000)) : random.pick(NASTY_NUMBERS)],
  ];
  if (random.chance(0.4)) {
    params.push(['ast', random.chance(0.5) ? '3600000' : random.pick(NASTY_NUMBERS)]);
  }
  if (random.chance(0.4)) {
    params.push(['hash', random.pick(['', hex(random, 64), hex(random, 63), 'A'.repeat(64)])]);
  }
  if (random.chance(0.1)) params.push([...random.pick(params)]);
  if (random.chance(0.1)) params.push([random.pick(params)[0].toUpperCase(), '7']);
  if (random.chance(0.1)) params.splice(random.below(params.length), 1);
  if (random.chance(0.3)) params.sort(() => random.next() - 0.5);
  const written = params.map(([name, value]) => {
    const quoted = random.chance(0.85) ? `"${value}"` : value;
    return `${random.chance(0.1) ? name.toUpperCase() : name}${gap(random)}=${gap(random)}${quoted}`;
  });
  const scheme = random.pick(['TPAT', 'TPAT', 'TPAT', 'tpat', 'TpAt', 'TPATX', 'TPA']);
  const text = `${scheme} ${written.join(random.pick([', ', ',', ' ,', '; ', ' ', ',,']))}`;
  return random.chance(0.15) ? mutated(random, text) : text;
}

/** What RFC 9110 allows, at its edges: any token, any text in quotes, every escape. */
function grammatical(random: Random): string {
  const challenge = (): string => {
    const scheme = random.chance(0.4) ? 'TPAT' : letters(random, TOKEN, 1 + random.below(8));
    if (random.chance(0.15)) return `${scheme} ${base64(random, random.below(40))}`;
    const params = many(random, random.below(6), () => {
      const name = random.pick(['address', 'min_amt', 'ttl', 'ast', letters(random, TOKEN, 3)]);
      const plain = random.pick([address(random), amount(random), random.pick(NASTY_NUMBERS)]);
      const value = random.chance(0.3) ? [...plain].map((letter) => `\\${letter}`).join('') : plain;
      return `${name}${gap(random)}=${gap(random)}"${value}"`;
    });
    return `${scheme} ${params.join(`${gap(random)},${gap(random)}`)}`;
  };
  return many(random, 1 + random.below(3), challenge).join(', ');
}

/** One to four letters removed, doubled, replaced or moved. */
function mutated(random: Random, text: string): string {
  let now = text;
  for (let times = 1 + random.below(4); times > 0; times -= 1) {
    const at = random.below(now.length + 1);
    const rest = now.slice(at);
    switch (random.below(6)) {
      case 0:
        now = now.slice(0, at) + rest.slice(1);
        break;
      case 1:
        now = now.slice(0, at) + random.pick(PIECES) + rest;
        break;
      case 2:
        now = now.slice(0, at) + noise(random, 1) + rest.slice(1);
        break;
      case 3:
        now = now.slice(0, at);
        break;
      case 4:
        now = now.slice(0, at) + now.slice(random.below(now.length + 1)) + rest;
        break;
      default:
        now = now.replace(/"([0-9]+)"/, () => `"${random.pick(NASTY_NUMBERS)}"`);
    }
  }
  return now;
}

/** Around the limits of 32 challenges and beyond, in one header or in many. */
function crowd(random: Random): string[] {
  const count = random.pick([31, 32, 33, 100, 400]);
  const parts = many(random, count, () => random.pick(['X', 'Basic realm="a"', 'TPAT', 'N abc=']));
  if (random.chance(0.5)) parts[random.below(count)] = tpat(random);
  return random.chance(0.5) ? parts : [parts.join(', ')];
}

/** 8 KB and more of what could send a careless pattern back and forth. */
function huge(random: Random): string {
  const length = random.pick([8000, 8191, 8192, 8193, 20_000]);
  const unit = random.pick([
    'a',
    '=',
    '\\',
    '"',
    ',',
    ' ',
    'a ',
    'a=',
    '\\a',
    'a="1",',
    '\t',
    '/=',
  ]);
  const long = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const form = random.pick([
    (text: string) => text,
    (text: string) => `X ${text}`,
    (text: string) => `X a=${text}`,
    (text: string) => `X a="${text}`,
    (text: string) => `X a="${text}"`,
    (text: string) => `TPAT address="${address(random)}", min_amt="1", ttl="1", x="${text}"`,
    (text: string) => `TPAT ttl="${text}"`,
  ]);
  return form(long);
}

function real(random: Random): string {
  return random.pick(REAL)(random);
}

function address(random: Random): string {
  return random.pick(['4', '8']) + base58(random, 94);
}

function amount(random: Random): string {
  return random.pick(['1', '1000000', '5000000000', '18446744073709551615', '250000000000000']);
}

function gap(random: Random): string {
  return random.chance(0.8) ? '' : random.pick([' ', '\t', '  ']);
}

function many<T>(_random: Random, count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

function letters(random: Random, from: string, count: number): string {
  let text = '';
  for (let at = 0; at < count; at += 1) text += from[random.below(from.length)];
  return text;
}

function base58(random: Random, count: number): string {
  return letters(random, BASE58, count);
}

function hex(random: Random, count: number): string {
  return letters(random, '0123456789abcdef', count);
}

function base64(random: Random, count: number): string {
  return `${letters(random, TOKEN.replace(/[^0-9A-Za-z+]/g, ''), count)}${random.pick(['', '=', '=='])}`;
}

/** Any UTF-16 units, mostly of the first 256. */
function noise(random: Random, count: number): string {
  let text = '';
  for (let at = 0; at < count; at += 1) {
    text += String.fromCharCode(random.chance(0.9) ? random.below(256) : random.below(65_536));
  }
  return text;
}
