import { join } from 'node:path';
import { Client } from 'pg';
import { EmbeddedPostgres, freePort } from '#libs/embedded';
import type { PersonProfile } from '#libs/linkage';
import { entriesOf, type PopulationSize } from './population.js';

export type Peer = 'primero' | 'knn' | 'similar';

const DATABASE = 'peers';
const BATCH = 5_000;
const MOST = 10;

/**
 * Primero's rule as published: any word in common makes a candidate, fields are boosted, and the score is that of the search engine
 * (rarer words count more). Dividing by the best hit's score, as Primero does, changes no order. Year of birth and sex add to it.
 */
const BOOST = { name: 10, relative: 5, place: 3, birth: 5, sex: 2 };

/** The registry in plain, as the peers need it, in a server of its own. */
export class PeerRegistry {
  private constructor(
    private readonly server: EmbeddedPostgres,
    private readonly client: Client,
    private readonly persons: number,
  ) {}

  static async start(folder: string, size: PopulationSize): Promise<PeerRegistry> {
    const server = new EmbeddedPostgres({
      folder: join(folder, 'peers'),
      port: await freePort(),
      password: 'bench',
      settings: ['fsync=off', 'maintenance_work_mem=512MB', 'max_wal_size=4GB'],
    });
    await server.start();
    await server.asSuperuser('postgres', (client) =>
      // Letters of every script must count as letters for the trigrams.
      client.query(
        `CREATE DATABASE ${DATABASE} TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'`,
      ),
    );
    const client = new Client({ connectionString: server.url(DATABASE) });
    await client.connect();
    const persons = await fill(client, size);
    return new PeerRegistry(server, client, persons);
  }

  /** Ids of the invented persons, best first. */
  async find(peer: Peer, profile: PersonProfile): Promise<string[]> {
    const name = profile.names[0]!.text;
    if (peer === 'knn') return this.ids('SELECT id FROM people ORDER BY name <-> $1 LIMIT $2', [name, MOST]);
    if (peer === 'similar')
      return this.ids('SELECT id FROM people WHERE name % $1 ORDER BY similarity(name, $1) DESC, no LIMIT $2', [
        name,
        MOST,
      ]);
    const { fields, words } = wordsOf(profile);
    return this.ids(
      `WITH asked AS (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS a(field, word)),
            rarity AS MATERIALIZED (SELECT field, word, ln(1 + $5::float8 / (SELECT count(*) + 1 FROM words w WHERE w.field = a.field AND w.word = a.word)) AS idf FROM asked a),
            hits AS (SELECT no, sum(idf * CASE field WHEN 'name' THEN ${BOOST.name} WHEN 'relative' THEN ${BOOST.relative} ELSE ${BOOST.place} END) AS score
                     FROM rarity JOIN words USING (field, word) GROUP BY no)
       SELECT id FROM hits JOIN people USING (no)
       ORDER BY score + CASE WHEN year = $3 THEN ${BOOST.birth} ELSE 0 END + CASE WHEN sex = $4 THEN ${BOOST.sex} ELSE 0 END DESC, no LIMIT ${MOST}`,
      [fields, words, yearOf(profile), profile.sex ?? null, this.persons],
    );
  }

  async stop(): Promise<void> {
    await this.client.end();
    await this.server.stop();
  }

  private async ids(sql: string, values: unknown[]): Promise<string[]> {
    return (await this.client.query<{ id: string }>(sql, values)).rows.map(({ id }) => id);
  }
}

async function fill(client: Client, size: PopulationSize): Promise<number> {
  await client.query(`
    CREATE EXTENSION pg_trgm;
    CREATE TABLE people (no integer, id text, name text, year integer, sex text);
    CREATE TABLE words (field text, word text, no integer);
  `);
  let no = 0;
  let people: { id: string; profile: PersonProfile }[] = [];
  const write = async () => {
    const first = no;
    no += people.length;
    await client.query(
      'INSERT INTO people SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::int[], $5::text[])',
      [
        people.map((_, at) => first + at),
        people.map(({ id }) => id),
        people.map(({ profile }) => profile.names[0]?.text ?? ''),
        people.map(({ profile }) => yearOf(profile)),
        people.map(({ profile }) => profile.sex ?? null),
      ],
    );
    const all = people.map(({ profile }) => wordsOf(profile));
    await client.query('INSERT INTO words SELECT DISTINCT * FROM unnest($1::text[], $2::text[], $3::int[])', [
      all.flatMap(({ fields }) => fields),
      all.flatMap(({ words }) => words),
      all.flatMap(({ words }, at) => words.map(() => first + at)),
    ]);
    people = [];
  };
  for (const { person, registered } of entriesOf(size)) {
    if (!registered) continue;
    if (people.push({ id: person.id, profile: registered.profile }) === BATCH) await write();
  }
  if (people.length > 0) await write();
  for (const statement of [
    'ALTER TABLE people ADD PRIMARY KEY (no)',
    'CREATE INDEX ON people USING gist (name gist_trgm_ops (siglen = 64))',
    'CREATE INDEX ON people USING gin (name gin_trgm_ops)',
    'CREATE INDEX ON words (field, word, no)',
    'VACUUM ANALYZE',
  ])
    await client.query(statement);
  return no;
}

function wordsOf({ names, relatives = [], places = [] }: PersonProfile): { fields: string[]; words: string[] } {
  const found = [
    ...names.flatMap(({ text }) => split(text).map((word) => ['name', word] as const)),
    ...relatives.flatMap((relative) =>
      relative.names.flatMap(({ text }) => split(text).map((word) => ['relative', word] as const)),
    ),
    ...places.flatMap(({ text }) => split(text).map((word) => ['place', word] as const)),
  ];
  return { fields: found.map(([field]) => field), words: found.map(([, word]) => word) };
}

function split(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word.length > 0);
}

function yearOf({ birth }: PersonProfile): number | null {
  return birth ? Number(birth.earliest.slice(0, 4)) : null;
}
