import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkConfiguration } from '../../../src/configuration/check.ts';
import { FORMS } from '../../../src/configuration/forms.ts';
import type { JsonObject } from '../../../src/configuration/json.ts';
import { LONGEST_FILE, parseConfiguration } from '../../../src/configuration/parse.ts';
import { explain } from '../../../src/ui/sentences.ts';
import { unwrap } from '../fakes/samples.ts';
import { MALFORMED, WHOLE_FILE } from './samples.ts';

describe('a malformed configuration', () => {
  it.each(MALFORMED)(
    'is told of by place and in words: $path $code',
    ({ file, path, code, says }) => {
      const faults = checkConfiguration(file);
      expect(faults.map((fault) => [fault.path, fault.failure.code])).toContainEqual([path, code]);
      const failure = faults.find((fault) => fault.path === path)?.failure;
      expect(failure && explain(failure)).toMatch(says);
    },
  );

  it('is told of all its faults at once, once each', () => {
    const faults = checkConfiguration({
      webapp: { baseURL: 7 },
      streaming: { transport: 'udp', authentication: { token: 5 } },
    });
    expect(faults.map(({ path }) => path)).toEqual([
      '/webapp/baseURL',
      '/streaming/url',
      '/streaming/protocol',
      '/streaming/transport',
      '/streaming/authentication/token',
    ]);
  });

  it('is told of fifty at most', () => {
    const denoms = Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`denom${at}`, 1]));
    expect(checkConfiguration({ consensus: { chain: { denoms } } })).toHaveLength(50);
  });

  it('never repeats what stands in it', () => {
    const secret = 'S3CRETS3CRET';
    const texts = [
      ...MALFORMED.map(({ file }) => JSON.stringify(file)),
      JSON.stringify({
        webapp: { password: [secret], session: secret },
        consensus: { signer: { address: secret, privateKey: secret, mnemonic: [secret] } },
        streaming: {
          url: `nats://u:${secret}@a`,
          protocol: secret,
          authentication: { type: secret },
        },
      }),
    ];
    for (const text of texts) {
      const said = checkConfiguration(JSON.parse(text)).map(({ failure }) => explain(failure));
      expect(said.join()).not.toMatch(/S3CRET|hunter2|abab|tomorrow|MQTT/);
    }
  });

  it('of a newer version is told apart, whatever else is in it', () => {
    const faults = checkConfiguration({ version: 2, webapp: 7 });
    expect(faults.map(({ failure }) => failure.code)).toEqual(['configuration_newer']);
  });
});

describe('what a field has to be', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  async function explainIn(language: string): Promise<typeof explain> {
    vi.stubGlobal('chrome', { i18n: { getUILanguage: () => language } });
    vi.resetModules();
    return (await import('../../../src/ui/sentences.ts')).explain;
  }
  const told = (say: typeof explain, code: 'field_form' | 'field_type' | 'field_value') =>
    MALFORMED.flatMap(({ file, path }) =>
      checkConfiguration(file)
        .filter((fault) => fault.path === path && fault.failure.code === code)
        .map(({ failure }) => say(failure)),
    );

  it('is told in the words of the schema', () => {
    for (const [form, words] of Object.entries(FORMS)) {
      const failure = { code: 'field_form', detail: { expected: form } } as const;
      expect(explain(failure)).toBe(`This has to be ${words}. Correct it.`);
    }
  });

  it('is told in German throughout in a German browser', async () => {
    const say = await explainIn('de');
    expect(told(say, 'field_value')).toContain(
      'Erwartet wird: "tcp" oder "WebSocket". Berichtigen Sie es.',
    );
    expect(told(say, 'field_type')).toContain(
      'Erwartet wird: ein Objekt, in { }. Berichtigen Sie es.',
    );
    for (const [form, words] of Object.entries(FORMS)) {
      const said = say({ code: 'field_form', detail: { expected: form } });
      expect(said).toMatch(/^Erwartet wird: .+\. Berichtigen Sie es\.$/);
      expect(said).not.toContain('etwas anderes');
      expect(said).not.toContain(words);
    }
  });

  it('is something else where a form has no words', () => {
    for (const expected of ['', 'toString', 'words']) {
      expect(explain({ code: 'field_form', detail: { expected } })).toContain('something else');
    }
  });
});

describe('the text of a configuration', () => {
  function codesOf(text: string): string[] {
    const parsed = parseConfiguration(text);
    return parsed.ok ? [] : parsed.error.map(({ path, failure }) => `${path} ${failure.code}`);
  }

  it('is read as JSON', () => {
    expect(unwrap(parseConfiguration(JSON.stringify(WHOLE_FILE)))).toEqual(WHOLE_FILE);
  });

  it.each(['', 'x', '{"a":1,}', '{"a":', "{'a':1}"])('is not %j', (text) => {
    expect(codesOf(text)).toEqual([' configuration_not_json']);
  });

  it('that is no JSON is told of by line and column where the browser says them', () => {
    const parsed = parseConfiguration('{\n  "password": "hunter2",\n}');
    if (parsed.ok) throw new Error('it was read');
    const [failure] = parsed.error.map((fault) => fault.failure);
    expect(failure?.detail).toEqual({ line: '3', column: '1' });
    expect(failure && explain(failure)).toContain('line 3, column 1');
  });

  it('that is no JSON is told of without its words', () => {
    const parsed = parseConfiguration('{"password": hunter2}');
    expect(() => JSON.parse('{"password": hunter2}')).toThrow('hunter2');
    expect(JSON.stringify(parsed)).not.toContain('hunter2');
  });

  it.each(['[]', 'null', '7', '"{}"'])('has to hold an object: not %s', (text) => {
    expect(codesOf(text)).toEqual([' field_type']);
  });

  it('has an end, in length and in depth', () => {
    const long = JSON.stringify({ a: 'x'.repeat(LONGEST_FILE) });
    expect(codesOf(long)).toEqual([' configuration_too_long']);
    expect(codesOf(`{"a":${'['.repeat(300_000)}`)).toEqual([' configuration_too_deep']);
    const deep = `{"a":${'['.repeat(40)}${']'.repeat(40)}}`;
    expect(codesOf(deep)).toEqual([' configuration_too_deep']);
    expect(codesOf(JSON.stringify({ a: `\\"${'['.repeat(40)}"{` }))).toEqual([]);
  });

  it('is measured in a time that grows with it alone', () => {
    const began = performance.now();
    for (const text of ['"\\'.repeat(450_000), '\\"'.repeat(450_000), '"'.repeat(900_001)]) {
      expect(codesOf(text)).toEqual([' configuration_not_json']);
    }
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('has no names that mean something else to a program', () => {
    expect(codesOf('{"webapp":{"__proto__":{"password":"a"}}}')).toEqual([
      '/webapp/__proto__ field_name',
    ]);
    expect(codesOf('{"a":[{"\\ud800":1}]}')).toEqual(['/a/0/\ufffd field_name']);
  });

  it('whatever it is, is read and checked without an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const parsed = parseConfiguration(text);
        if (parsed.ok) checkConfiguration(parsed.value);
      }),
    );
    const chain = {
      denoms: fc.dictionary(
        fc.string({ unit: 'binary', maxLength: 8 }),
        fc.constantFrom(1, {}, null),
        { maxKeys: 4 },
      ),
    };
    fc.assert(
      fc.property(fc.record(chain), (of) => {
        checkConfiguration({ consensus: { chain: of } } as unknown as JsonObject);
      }),
    );
  }, 30_000);
});
