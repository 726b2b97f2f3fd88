import { beforeEach, describe } from 'vitest';
import { fakeNats } from '../fakes/fake-nats.ts';
import { type Harness, wireContract } from './wire-contract.ts';

describe('the fake NATS server', () => {
  let harness: Harness;
  beforeEach(() => {
    const login = { type: 'token', token: 'right' } as const;
    const nats = fakeNats({
      login,
      maySubscribe: ['structs.>', '_INBOX.>'],
      mayPublish: ['chat.>'],
    });
    harness = {
      dial: nats.dial,
      url: 'ws://localhost:1443/',
      login,
      wrongLogin: { type: 'token', token: 'wrong' },
      publish: async (subject, data) => nats.publish(subject, data),
      respond: async (subject, data) => nats.respond(subject, data),
      kill: async () => nats.kill(),
    };
  });
  wireContract(() => harness);
});
