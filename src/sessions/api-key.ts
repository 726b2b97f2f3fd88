import type { Attachment } from './attachment.ts';

/** What may be known of an API key while the vault is locked. The key itself is in the vault. */
export interface ApiKey extends Attachment {
  readonly id: string;
  readonly name: string;
  readonly addedAt: number;
}

/** Where a key is in the vault. */
export function apiKeySecret(id: string): string {
  return `api-key:${id}`;
}
