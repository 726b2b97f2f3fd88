import type { Plugin } from 'vite';
import { SCHEMA } from '../src/configuration/schema.ts';

export const SCHEMA_FILE = 'authentication-config.schema.json';

/** The schema's text: the same bytes for the same schema. */
export function schemaText(): string {
  return `${JSON.stringify(SCHEMA, null, 2)}\n`;
}

/** Publishes the JSON Schema of AuthenticationConfig with the build. */
export function configurationSchema(): Plugin {
  return {
    name: 'tollpass:configuration-schema',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: SCHEMA_FILE, source: schemaText() });
    },
  };
}
