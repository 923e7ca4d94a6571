import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import {
  ENGINE_VERSION,
  packReading,
  readPerson,
  unpackReading,
  USUAL_POPULATION,
  type PackedReading,
  type PersonProfile,
  type ReadPerson,
} from '#libs/linkage';
import type { Posting } from './rank-candidates.js';
import { KIND_BITS, kindsOf, SearchKeys, type MatchSide, type SearchKey } from './search-keys.js';

/** A person to be found by others. */
export interface Indexed {
  side: MatchSide;
  personId: PersonId;
  dossierId: DossierId;
  profile: PersonProfile;
}

/** A candidate opened as far as comparing needs. */
export interface Candidate {
  personId: PersonId;
  dossierId: DossierId;
  handle: number;
  /** `undefined` where an older version of the engine read them: such a person is opened in full. */
  person?: ReadPerson;
}

/** By person, the digest of what they were indexed by. */
export type KnownDigests = ReadonlyMap<PersonId, string>;

/** No digest is this. */
const OF_ANOTHER_ENGINE = '';

/** A key that more persons share says too little to be worth its cost. */
const MOST_SHARING = 3_000;
/**
 * Most postings one search reads, the rarest keys first: at the beginning, and more where that did not settle it. Two of three searches
 * end with the first, which are a third of what all keys would be; nobody is lost by it.
 */
export const MOST_POSTINGS = { first: 4_000, further: 15_000 };

/** The first row of a search: what is known of its side. */
const ABOUT_SIDE = `SELECT NULL::bigint AS key, NULL::text AS handles, (SELECT persons FROM match_sides WHERE side = $4) AS persons,
  (SELECT max(engine_version) FROM match_keys WHERE engine_version < $5) AS before,
  (SELECT min(engine_version) FROM match_keys WHERE engine_version > $5) AS after`;

function readingPlace(id: PersonId) {
  return { table: 'match_keys', column: 'reading', row: id };
}

/** The blinded index over sealed persons. Only the worker has it. */
@Injectable()
export class SearchIndex {
  constructor(private readonly keys: SearchKeys) {}

  /** What this engine last made of these persons, as digests; those who are not in the index by it are left out. */
  async known(tx: Transaction, personIds: readonly PersonId[]): Promise<KnownDigests> {
    if (personIds.length === 0) return new Map();
    const rows = await tx.sql<{ person_id: PersonId; digest: string; engine_version: string }>(
      'SELECT person_id, digest, engine_version FROM match_keys WHERE person_id = ANY ($1)',
      [personIds],
    );
    return new Map(
      rows.map(({ person_id, digest, engine_version }) => [
        person_id,
        engine_version === ENGINE_VERSION ? digest : OF_ANOTHER_ENGINE,
      ]),
    );
  }

  /**
   * Makes persons findable by what is known of them now: a handful of statements for all. Of two writers at once the later would
   * not see which postings the first left: whoever writes has locked the dossier. What it wrote is certain when the transaction ends.
   * @param known of the same persons, read in this transaction
   * @returns those of whom something changed
   */
  async write(tx: Transaction, persons: readonly Indexed[], known: KnownDigests): Promise<ReadonlySet<PersonId>> {
    const changed = persons
      .map((person) => this.read(person))
      .filter(({ personId, digest }) => known.get(personId) !== digest);
    const ids = changed.map(({ personId }) => personId);
    if (ids.length === 0) return new Set();
    await tx.vault.unlock(ids);
    const rows = await Promise.all(changed.map((person) => this.rowOf(tx, person)));
    const before = ids.filter((id) => known.has(id));
    if (before.length > 0)
      tx.meanwhile(
        tx.sql(
          `DELETE FROM match_postings p USING (
             SELECT unnest(keys) AS key, handle FROM match_keys WHERE person_id = ANY ($1)
           ) old WHERE p.key = old.key AND p.handle = old.handle`,
          [before],
        ),
      );
    // Nobody else has the handles that are given here, and nobody's keys stand there twice.
    tx.meanwhile(
      tx.sql(
        `WITH written AS (
           INSERT INTO match_keys (person_id, dossier_id, side, engine_version, keys, handle, reading, digest)
           SELECT person_id, dossier_id, side, $1, keys::bigint[], nextval('match_handles') * ${2 ** KIND_BITS} + kinds, reading, digest
           FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::bytea[], $8::text[])
             AS p(person_id, dossier_id, side, keys, kinds, reading, digest)
           ON CONFLICT (person_id) DO UPDATE SET dossier_id = excluded.dossier_id, side = excluded.side, engine_version = excluded.engine_version,
             keys = excluded.keys, handle = excluded.handle, reading = excluded.reading, digest = excluded.digest
           RETURNING keys, handle
         )
         INSERT INTO match_postings (key, handle) SELECT unnest(keys), handle FROM written`,
        [
          ENGINE_VERSION,
          ids,
          changed.map(({ dossierId }) => dossierId),
          changed.map(({ side }) => side),
          rows.map(({ keys }) => `{${keys.join(',')}}`),
          rows.map(({ kinds }) => kinds),
          rows.map(({ reading }) => reading),
          changed.map(({ digest }) => digest),
        ],
      ),
    );
    return new Set(ids);
  }

  /** The postings go along by a trigger. */
  async remove(tx: Transaction, personIds: readonly PersonId[]): Promise<void> {
    if (personIds.length > 0) await tx.sql('DELETE FROM match_keys WHERE person_id = ANY ($1)', [personIds]);
  }

  /**
   * Whom each of these keys is shared by, each key once; keys that too many share are left out, and what is beyond `most` postings. With
   * it comes what a search has to know of the side, so that both take one statement.
   */
  async postings(tx: Transaction, side: MatchSide, keys: readonly SearchKey[], most: number): Promise<Found> {
    const tags = new Map(keys.map(({ key, tag }) => [key, tag]));
    const [about, ...rows] = await tx.sql<PostingRow & AboutRow>(
      `WITH wanted AS MATERIALIZED (
         SELECT key, sum(coalesce(persons, 50)) OVER (ORDER BY coalesce(persons, 50), key) AS so_far
         FROM unnest($1::bigint[]) AS w(key) LEFT JOIN match_key_counts USING (key) WHERE coalesce(persons, 0) <= $2
       )
       (${ABOUT_SIDE})
       UNION ALL
       SELECT key, (SELECT string_agg(handle::text, ',') FROM (
         SELECT handle FROM match_postings p WHERE p.key = wanted.key LIMIT $2 + 1
       ) shared), NULL, NULL, NULL FROM wanted WHERE so_far <= $3`,
      [[...tags.keys()], MOST_SHARING, most, side, ENGINE_VERSION],
    );
    const postings = rows.flatMap(({ key, handles }) => {
      const found = handles === null ? [] : numbersOf(handles);
      return found.length === 0 || found.length > MOST_SHARING ? [] : [{ key, tag: tags.get(key)!, handles: found }];
    });
    return { postings, read: new Set(rows.map(({ key }) => key)), ...sideOf(about!) };
  }

  /** Opens candidates: one statement, however many they are, which brings their keys as well. Whoever was removed meanwhile is left out. */
  async open(tx: Transaction, handles: readonly number[]): Promise<Candidate[]> {
    if (handles.length === 0) return [];
    const rows = await tx.sql<CandidateRow>(
      `SELECT person_id, dossier_id, handle, engine_version, reading, d.version, d.kek_id, d.wrapped
       FROM match_keys m LEFT JOIN vault.data_keys d ON d.subject_id = m.person_id AND d.wrapped IS NOT NULL AND m.engine_version = $2
       WHERE handle = ANY ($1::bigint[])`,
      [handles, ENGINE_VERSION],
    );
    await tx.vault.take(
      rows.flatMap(({ person_id: subjectId, version, kek_id: kekId, wrapped }) =>
        version === null || kekId === null || wrapped === null ? [] : [{ subjectId, version, kekId, wrapped }],
      ),
    );
    // A person with two keys comes twice.
    const candidates = new Map(rows.map((row) => [row.handle, row]));
    return [...candidates.values()].map(
      ({ person_id: personId, dossier_id: dossierId, handle, engine_version, reading }) => ({
        personId,
        dossierId,
        handle: Number(handle),
        ...(engine_version === ENGINE_VERSION && {
          person: unpackReading(tx.vault.openUnlocked<PackedReading>(personId, readingPlace(personId), reading)),
        }),
      }),
    );
  }

  /** How many persons are searched on a side, for the prior; in a small deployment no fewer than usual. */
  async population(tx: Transaction, side: MatchSide): Promise<number> {
    const [row] = await tx.sql<{ persons: number }>('SELECT persons FROM match_sides WHERE side = $1', [side]);
    return populationOf(row?.persons);
  }

  private read(person: Indexed): Read {
    const { side } = person;
    const packed = packReading(readPerson(person.profile));
    return {
      ...person,
      packed,
      digest: this.keys.digest([side, ENGINE_VERSION, person.personId, JSON.stringify(packed)]),
    };
  }

  private async rowOf(tx: Transaction, { side, personId, profile, packed }: Read) {
    const exact = this.keys.exact(profile, side);
    const keys = [...new Set([...exact, ...this.keys.near(profile, side)].map(({ key }) => key))];
    return { keys, kinds: kindsOf(exact), reading: await tx.vault.seal(personId, readingPlace(personId), packed) };
  }
}

interface Read extends Indexed {
  packed: PackedReading;
  digest: string;
}

/** What a search finds before anybody is opened. */
export interface Found {
  postings: Posting[];
  /** The keys that were read, also where nobody shares them. */
  read: ReadonlySet<string>;
  /** How many persons are searched. */
  population: number;
  /** Other versions of the engine that some persons still have keys of: the nearest before and after this one. */
  otherVersions: string[];
}

/** Numbers parted by commas, digit by digit: a search reads some thousands, and to split the text first took three times as long. */
function numbersOf(text: string): number[] {
  const numbers: number[] = [];
  let number = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit >= 0) {
      number = number * 10 + digit;
      continue;
    }
    numbers.push(number);
    number = 0;
  }
  numbers.push(number);
  return numbers;
}
const ZERO = '0'.charCodeAt(0);

interface PostingRow {
  key: string;
  handles: string | null;
}

interface AboutRow {
  persons: number | null;
  before: string | null;
  after: string | null;
}

function sideOf({ persons, before, after }: AboutRow): Pick<Found, 'population' | 'otherVersions'> {
  return { population: populationOf(persons), otherVersions: [before, after].flatMap((version) => version ?? []) };
}

function populationOf(persons: number | null | undefined): number {
  return Math.max(USUAL_POPULATION, persons ?? 0);
}

interface CandidateRow {
  person_id: PersonId;
  dossier_id: DossierId;
  handle: string;
  engine_version: string;
  reading: Buffer;
  /** Of the key that opens it; none where another version of the engine read them. */
  version: number | null;
  kek_id: string | null;
  wrapped: Buffer | null;
}
