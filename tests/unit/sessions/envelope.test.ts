import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complaintOf, missingFields } from '../../../src/sessions/complaints.ts';
import { readEnvelope } from '../../../src/sessions/envelope.ts';

describe('what a web app answers', () => {
  it('has an empty list where there are no errors', () => {
    expect(readEnvelope({ success: true, errors: [], data: { id: '0-1' } })).toEqual({
      success: true,
      errors: [],
      data: { id: '0-1' },
    });
  });

  it('has errors by their keys, or by numbers, in an object or a list', () => {
    const keyed = { signature_validation_failed: 'Invalid signature', 0: 'no  such\nthing' };
    expect(readEnvelope({ success: false, errors: keyed, data: null })?.errors).toEqual([
      { key: null, message: 'no such thing' },
      { key: 'signature_validation_failed', message: 'Invalid signature' },
    ]);
    expect(readEnvelope({ success: false, errors: ['username - bad'] })?.errors).toEqual([
      { key: null, message: 'username - bad' },
    ]);
  });

  it('is the seed’s too: success and a message', () => {
    expect(readEnvelope({ success: true })).toEqual({ success: true, errors: [], data: null });
    expect(readEnvelope({ success: false, message: 'No.' })?.errors).toEqual([
      { key: null, message: 'No.' },
    ]);
  });

  it('is bounded, whatever is in it', () => {
    const errors = Object.fromEntries(
      Array.from({ length: 500 }, (_, n) => [`key_${n}`, 'x'.repeat(10_000)]),
    );
    const read = readEnvelope({ success: false, errors });
    expect(read?.errors).toHaveLength(20);
    expect(read?.errors[0]?.message).toHaveLength(200);
    fc.assert(fc.property(fc.jsonValue(), (json) => readEnvelope(json) !== undefined));
  });

  it.each([null, undefined, [], 'ok', {}, { success: 'yes' }, { errors: [] }])(
    'is not %j',
    (json) => {
      expect(readEnvelope(json)).toBeNull();
    },
  );
});

describe('a complaint', () => {
  const of = (status: number, errors: unknown, message?: string) => {
    const envelope = readEnvelope({ success: false, errors, ...(message ? { message } : {}) });
    if (envelope === null) throw new Error('not read');
    return complaintOf(status, envelope, 'a.example');
  };

  it.each([
    [401, { signature_validation_failed: 'Invalid signature' }, 'login_signature_refused'],
    [401, { player_address_does_not_exists: 'x' }, 'login_address_unknown'],
    [401, { player_does_not_exists: 'x' }, 'login_player_unknown'],
    [401, { authentication_error: 'Login required' }, 'session_missing'],
    [409, { resource_already_exists: 'x' }, 'sign_up_exists'],
    [400, ['username - bad'], 'web_app_refused'],
    [401, [], 'login_refused'],
    [403, [], 'login_forbidden'],
    [500, [], 'web_app_unreachable'],
    [429, [], 'web_app_unreachable'],
  ])('of status %i with %j is %s', (status, errors, code) => {
    expect(of(status, errors).code).toBe(code);
  });

  it('names the fields that are missing, before the signature that cannot be right without them', () => {
    const errors = {
      address_required: 'a',
      signature_required: 'b',
      signature_validation_failed: 'c',
    };
    expect(of(401, errors)).toEqual({
      code: 'login_fields_missing',
      detail: { host: 'a.example', fields: 'address, signature' },
    });
    expect(missingFields([{ key: 'x_required', message: '' }])).toEqual(['x']);
    expect(missingFields([{ key: '<b>_required', message: '' }])).toEqual([]);
  });

  it('repeats the web app’s own words where it has no key for them', () => {
    expect(of(401, [], 'Invalid credentials.').detail).toEqual({
      host: 'a.example',
      message: 'Invalid credentials.',
    });
  });
});
