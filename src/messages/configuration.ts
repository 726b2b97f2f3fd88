import * as v from 'valibot';
import { done, failure } from './done.ts';

/** What the extension's own pages say about configurations that are imported and exported. */

const password = v.pipe(v.string(), v.maxLength(1024));

/** A file's text. What is longer than a configuration is refused with a sentence, not here. */
const text = v.pipe(v.string(), v.maxLength(60_000_000));

/** RFC 6901; empty for the whole file. */
const path = v.string();
const kind = v.picklist(['new', 'changed', 'same']);
const service = v.picklist(['webapp', 'consensus', 'streaming']);

const plan = v.object({
  changes: v.array(
    v.object({
      service,
      path,
      kind,
      name: v.string(),
      /** null: there is none; of what is sensitive only that it is there. */
      fields: v.array(
        v.object({
          field: v.string(),
          before: v.nullable(v.string()),
          after: v.nullable(v.string()),
        }),
      ),
    }),
  ),
  /** Fields that mean nothing to us; a value of null may be sensitive. */
  unknown: v.array(v.object({ path, kind, value: v.nullable(v.string()) })),
  notes: v.array(
    v.object({
      path,
      kind: v.picklist(['clear_secret', 'watched_only', 'not_kept', 'other_address']),
      url: v.optional(v.string()),
    }),
  ),
});

export const CONFIGURATION_CONTRACT = {
  /** What importing a file would do. Nothing is changed. */
  'configuration.look': {
    from: 'extension',
    input: v.strictObject({
      text,
      /** Of the secrets that are sealed in it; null leaves them out. */
      password: v.nullable(password),
    }),
    output: v.variant('ok', [
      v.object({
        ok: v.literal(true),
        /** With any, it cannot be imported. */
        faults: v.array(v.object({ path, failure })),
        /** null if it cannot be read so far. */
        plan: v.nullable(plan),
        /** Whether there are sealed secrets in it, and whether this is with them. */
        sealed: v.picklist(['none', 'closed', 'open']),
        /** Stands for this plan when it is agreed to. */
        digest: v.string(),
      }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
  /** Imports it, all or nothing, if that still does what was looked at. */
  'configuration.import': {
    from: 'extension',
    input: v.strictObject({ text, password: v.nullable(password), digest: v.string() }),
    output: done,
  },
  /** All that is held as one file's text. */
  'configuration.export': {
    from: 'extension',
    input: v.strictObject({
      /** null leaves the secrets out. Else they are sealed under `password`. */
      secrets: v.nullable(v.strictObject({ own: password, password })),
    }),
    output: v.variant('ok', [
      v.object({ ok: v.literal(true), text: v.string() }),
      v.object({ ok: v.literal(false), failure }),
    ]),
  },
} as const;
