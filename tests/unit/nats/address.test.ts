import { describe, expect, it } from 'vitest';
import { readStreamAddress } from '../../../src/nats/address.ts';

describe('the address of a server', () => {
  it.each([
    ['wss://nats.example', 'wss://nats.example/'],
    [' wss://nats.example:8443/path?x=1 ', 'wss://nats.example:8443/path?x=1'],
    ['ws://localhost:1443', 'ws://localhost:1443/'],
    ['ws://127.0.0.1:1443', 'ws://127.0.0.1:1443/'],
    ['ws://[::1]:1443', 'ws://[::1]:1443/'],
  ])('may be %s', (text, url) => {
    expect(readStreamAddress(text, false)).toEqual({ ok: true, value: { kind: 'websocket', url } });
  });

  it.each([
    '',
    'nats.example',
    'https://nats.example',
    'javascript:alert(1)',
    'wss://',
    'wss://user:password@nats.example',
    'nats://token@localhost:4222',
    'wss://nats.example/#x',
  ])('may not be %j', (text) => {
    expect(readStreamAddress(text, true)).toMatchObject({
      error: { code: 'stream_address_invalid' },
    });
  });

  it.each([
    'ws://nats.example',
    'ws://192.168.1.5:1443',
    'ws://127.0.0.1.example',
    'ws://128.0.0.1',
  ])('has to be encrypted off this machine, unless the user insists: %s', (text) => {
    expect(readStreamAddress(text, false)).toMatchObject({ error: { code: 'stream_insecure' } });
    expect(readStreamAddress(text, true)).toMatchObject({ ok: true });
  });

  it('for programs leads to those that the same server may have for browsers', () => {
    const local = readStreamAddress('nats://localhost:4222', false);
    expect(local).toMatchObject({ value: { kind: 'tcp' } });
    const candidates = (text: string, insists: boolean): readonly string[] => {
      const read = readStreamAddress(text, insists);
      return read.ok && read.value.kind === 'tcp' ? read.value.candidates : [];
    };
    expect(candidates('nats://localhost:4222', false)[0]).toBe('ws://localhost:1443/');
    const remote = candidates('nats://nats.example:4222', false);
    expect(remote[0]).toBe('wss://nats.example/');
    expect(remote.every((url) => url.startsWith('wss:'))).toBe(true);
    expect(candidates('nats://nats.example', true)).toContain('ws://nats.example:1443/');
  });
});
