/** Ids of Structs objects are `type-number`: guild 0, player 1, planet 2. */
const ID = /^[0-9]{1,3}-[0-9]{1,12}$/;

interface IdField {
  readonly name: 'guild' | 'player' | 'planet' | 'object';
  readonly placeholder: string;
}

/** A subject of Structs, built from ids. An id that is left out stands for all. */
export interface Preset {
  readonly name: 'player' | 'planet' | 'guild' | 'grid' | 'consensus';
  readonly ids: readonly IdField[];
  subject(ids: Readonly<Record<string, string>>): string;
}

const GUILD: IdField = { name: 'guild', placeholder: '0-1' };
const PLAYER: IdField = { name: 'player', placeholder: '1-11' };
const PLANET: IdField = { name: 'planet', placeholder: '2-1' };
const OBJECT: IdField = { name: 'object', placeholder: '1-11' };

function given(ids: Readonly<Record<string, string>>, { name }: IdField): string | null {
  const id = ids[name]?.trim() ?? '';
  return id === '' ? null : id;
}

/** What the servers publish today (docs/architecture.md, "Streams"). */
export const STRUCTS_PRESETS: readonly Preset[] = [
  {
    name: 'player',
    ids: [GUILD, PLAYER],
    subject(ids) {
      const [guild, player] = [given(ids, GUILD), given(ids, PLAYER)];
      if (player !== null) return `structs.player.${guild ?? '*'}.${player}`;
      return guild === null ? 'structs.player.>' : `structs.player.${guild}.>`;
    },
  },
  {
    name: 'planet',
    ids: [PLANET],
    subject(ids) {
      const planet = given(ids, PLANET);
      return planet === null ? 'structs.planet.>' : `structs.planet.${planet}.>`;
    },
  },
  {
    name: 'guild',
    ids: [GUILD],
    subject: (ids) => `structs.guild.${given(ids, GUILD) ?? '>'}`,
  },
  {
    name: 'grid',
    ids: [OBJECT],
    subject(ids) {
      const object = given(ids, OBJECT);
      return object === null ? 'structs.grid.>' : `structs.grid.*.${object}.>`;
    },
  },
  { name: 'consensus', ids: [], subject: () => 'consensus' },
];

/** Whether a text can stand for an id; an empty one stands for all. */
export function isStructsId(text: string): boolean {
  return text.trim() === '' || ID.test(text.trim());
}
