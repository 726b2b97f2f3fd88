import { describe, expect, it } from 'vitest';
import { manifestFor } from '../../../tools/manifest.ts';

describe.each(['chrome', 'firefox'] as const)('the manifest for %s', (target) => {
  const manifest = manifestFor(target) as unknown as Record<string, unknown>;

  it('keeps it out of private windows: nothing there is paid, and nothing is written', () => {
    expect(manifest.incognito).toBe('not_allowed');
  });

  it('invites no other extension and opens no file of ours to pages', () => {
    expect(manifest).not.toHaveProperty('externally_connectable');
    expect(manifest).not.toHaveProperty('web_accessible_resources');
  });

  it('asks for no right that lets it see more than it needs', () => {
    const rights = manifest.permissions as string[];
    for (const right of ['tabs', 'history', 'debugger', 'nativeMessaging']) {
      expect(rights).not.toContain(right);
    }
  });
});

it('has messages handed over as they are, where a browser would make JSON of them', () => {
  expect(manifestFor('chrome')).toHaveProperty('message_serialization', 'structured_clone');
  // Firefox knows no other way, and complains of keys that it does not know.
  expect(manifestFor('firefox')).not.toHaveProperty('message_serialization');
});
