import { describe, expect, it } from 'vitest';
import { exportConfiguration } from '../../../src/configuration/export.ts';
import type { JsonObject } from '../../../src/configuration/json.ts';
import type { KeptFields } from '../../../src/configuration/kept-fields.ts';
import type { Held, Part } from '../../../src/configuration/part.ts';
import { ok } from '../../../src/outcome/result.ts';
import { unwrap } from '../fakes/samples.ts';
import { WHOLE_FILE } from './samples.ts';

const noFields: KeptFields = {
  read: async () => ok({}),
  readSecret: async () => ok({}),
  write: async () => ok(null),
  writeSecret: async () => ok(null),
};

function partOf(...entries: JsonObject[]): Part {
  const held = entries.map((entry, at): Held => ({ key: String(at), entry }));
  return {
    read: async () => ok(held),
    plan: async () => {
      throw new Error('not asked for');
    },
  };
}

const stream = WHOLE_FILE.streaming as JsonObject;

describe('an export', () => {
  it('is one object of a service that has one, a list of more, and nothing of none', async () => {
    const parts = { webapp: partOf(), consensus: partOf(), streaming: partOf(stream) };
    const one = unwrap(await exportConfiguration({ parts, kept: noFields }, true));
    expect(one).toEqual({ version: 1, streaming: stream });
    const more = { ...parts, streaming: partOf(stream, stream) };
    const two = unwrap(await exportConfiguration({ parts: more, kept: noFields }, true));
    expect(two).toEqual({ version: 1, streaming: [stream, stream] });
  });

  it('holds no secret unasked, even if a part hands one out', async () => {
    const parts = { webapp: partOf(), consensus: partOf(), streaming: partOf(stream) };
    const file = unwrap(await exportConfiguration({ parts, kept: noFields }, false));
    expect(file.streaming).toMatchObject({ authentication: { type: 'token', username: 'u' } });
    expect(JSON.stringify(file)).not.toMatch(/s3cret|password/);
  });
});
