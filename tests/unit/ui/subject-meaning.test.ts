import { expect, it } from 'vitest';
import { subjectMeaning } from '../../../src/ui/signing/subject-meaning.ts';

it.each([
  ['consensus', 'This subject alone.'],
  ['structs.planet.>', 'Everything that begins with structs.planet.'],
  ['>', 'Everything that is published there.'],
  ['structs.*.1', 'Each subject with any word for the *.'],
  ['*.b.*', 'Each subject with any words for the *.'],
  ['a.*.>', 'Everything that begins with a.*, with any word for the *.'],
])('%s means: %s', (subject, meaning) => {
  expect(subjectMeaning(subject)).toBe(meaning);
});
