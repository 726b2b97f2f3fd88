import { describe, expect, it } from 'vitest';
import { manifestFor } from '../../../tools/manifest.ts';

describe.each(['chrome', 'firefox'] as const)('the manifest for %s', (target) => {
  const manifest = manifestFor(target) as unknown as Record<string, unknown>;

  it('keeps Tollpass out of private windows', () => {
    expect(manifest.incognito).toBe('not_allowed');
  });

  it('lets no page and no other extension reach it', () => {
    expect(manifest).not.toHaveProperty('externally_connectable');
    expect(manifest).not.toHaveProperty('web_accessible_resources');
  });
});
