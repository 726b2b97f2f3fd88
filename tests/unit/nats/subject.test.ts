import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStructsId, STRUCTS_PRESETS } from '../../../src/nats/structs.ts';
import {
  coversSubject,
  matchesSubject,
  subjectFault,
  widerSubject,
} from '../../../src/nats/subject.ts';

describe('a subject', () => {
  it.each(['a', 'structs.player.0-1.1-11', '>', '*', 'a.*.b', 'a.b.>', 'a.*.>', '$SYS.x', 'ä.б'])(
    'may be %s',
    (subject) => expect(subjectFault(subject, true)).toBeNull(),
  );

  it.each([
    ['', 'empty'],
    ['a..b', 'empty_token'],
    ['.a', 'empty_token'],
    ['a.', 'empty_token'],
    ['a b', 'space'],
    ['a\tb', 'space'],
    ['a\r\nPUB x 0', 'space'],
    ['a.b*', 'star_in_token'],
    ['a.**', 'star_in_token'],
    ['a.>b', 'rest_in_token'],
    ['a.>.b', 'rest_not_last'],
    ['x'.repeat(513), 'too_long'],
  ] as const)('may not be %j: %s', (subject, fault) => {
    expect(subjectFault(subject, true)).toBe(fault);
  });

  it('has no wildcard where something is sent', () => {
    expect(subjectFault('a.*', false)).toBe('wildcard');
    expect(subjectFault('a.>', false)).toBe('wildcard');
    expect(subjectFault('a.b', false)).toBeNull();
  });

  it('without fault has nothing that ends a line of the protocol', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (subjectFault(text, true) === null) expect(text).toMatch(/^[^\s]+$/);
      }),
    );
  });
});

describe('a pattern', () => {
  it.each([
    ['a.*', 'a.b', true],
    ['a.*', 'a.b.c', false],
    ['a.*', 'a', false],
    ['a.>', 'a.b.c', true],
    ['a.>', 'a', false],
    ['>', 'a', true],
    ['a.*.c', 'a.b.c', true],
    ['a.*.c', 'a.b.d', false],
    ['a', 'a', true],
    ['a', 'a.b', false],
  ] as const)('%s and %s: %s', (pattern, subject, matches) => {
    expect(matchesSubject(pattern, subject)).toBe(matches);
  });
});

describe('advice for a silent subject', () => {
  it.each([
    ['structs.player.*', 'structs.player.>'],
    ['structs.grid.*.1-1', 'structs.grid.>'],
    ['structs.player.>', null],
    ['*', null],
    ['consensus', null],
  ] as const)('%s: %s', (subject, wider) => expect(widerSubject(subject)).toBe(wider));
});

describe('whoever may hear a subject', () => {
  it.each([
    ['a.b', 'a.b', true],
    ['a.*', 'a.b', true],
    ['a.*', 'a.*', true],
    ['a.>', 'a.*', true],
    ['a.>', 'a.b.>', true],
    ['a.>', 'a.>', true],
    ['>', 'a.*.>', true],
    ['*.*', 'a.*', true],
    ['a.b', 'a.*', false],
    ['a.*', 'a.>', false],
    ['a.*', 'a.b.c', false],
    ['a.>', 'a', false],
    ['a.b.>', 'a.>', false],
    ['*', '>', false],
    ['a.*.c', 'a.>', false],
    ['*.>', '>', false],
  ] as const)('%s may hear %s: %s', (allowed, wanted, may) => {
    expect(coversSubject(allowed, wanted)).toBe(may);
  });

  it('hears nothing by another name that it may not hear', () => {
    const token = fc.constantFrom('a', 'b', '*');
    const tail = fc.constantFrom([], ['>']);
    const pattern = fc
      .tuple(fc.array(token, { maxLength: 3 }), tail)
      .map(([tokens, rest]) => [...tokens, ...rest].join('.'))
      .filter((subject) => subject !== '');
    const subject = fc
      .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
      .map((tokens) => tokens.join('.'));
    fc.assert(
      fc.property(pattern, pattern, subject, (allowed, wanted, heard) => {
        if (!coversSubject(allowed, wanted) || !matchesSubject(wanted, heard)) return;
        expect(matchesSubject(allowed, heard)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a subject of Structs', () => {
  const preset = (name: string) => STRUCTS_PRESETS.find((each) => each.name === name);

  it.each([
    ['player', {}, 'structs.player.>'],
    ['player', { guild: '0-1' }, 'structs.player.0-1.>'],
    ['player', { guild: '0-1', player: '1-11' }, 'structs.player.0-1.1-11'],
    ['player', { player: ' 1-11 ' }, 'structs.player.*.1-11'],
    ['planet', {}, 'structs.planet.>'],
    ['planet', { planet: '2-1' }, 'structs.planet.2-1.>'],
    ['guild', {}, 'structs.guild.>'],
    ['guild', { guild: '0-1' }, 'structs.guild.0-1'],
    ['grid', { object: '1-11' }, 'structs.grid.*.1-11.>'],
    ['grid', {}, 'structs.grid.>'],
    ['consensus', {}, 'consensus'],
  ] as const)('of %s %o is %s', (name, ids, subject) => {
    expect(preset(name)?.subject(ids)).toBe(subject);
    expect(subjectFault(subject, true)).toBeNull();
  });

  it('is built from ids', () => {
    for (const id of ['', '0-1', ' 12-345 ']) expect(isStructsId(id)).toBe(true);
    for (const id of ['1', '1-', 'a-1', '1-1.>', '*']) expect(isStructsId(id)).toBe(false);
  });
});
