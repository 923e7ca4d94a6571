import { Injectable } from '@nestjs/common';
import { BlindIndex } from '#libs/crypto';
import type { Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import { blockingKeys, ENGINE_VERSION, type PersonProfile } from '#libs/linkage';

export type MatchSide = 'sought' | 'registered';

/** Most candidates that are unsealed and compared in one search. */
const MOST_CANDIDATES = 300;

/** The blinded index over sealed persons: composite keys only, HMAC-ed, two facts each. */
@Injectable()
export class SearchKeys {
  constructor(private readonly index: BlindIndex) {}

  async write(
    tx: Transaction,
    side: MatchSide,
    person: { id: PersonId; dossierId: DossierId },
    profile: PersonProfile,
  ): Promise<void> {
    await tx.sql(
      `INSERT INTO match_keys (person_id, dossier_id, side, engine_version, keys) VALUES ($1, $2, $3, $4, $5::bigint[])
       ON CONFLICT (person_id) DO UPDATE SET side = excluded.side, engine_version = excluded.engine_version, keys = excluded.keys`,
      [person.id, person.dossierId, side, ENGINE_VERSION, this.blind(profile)],
    );
  }

  async remove(tx: Transaction, personId: PersonId): Promise<void> {
    await tx.sql('DELETE FROM match_keys WHERE person_id = $1', [personId]);
  }

  /** Those on the other side who share keys; who shares rarer ones comes first. */
  async candidates(tx: Transaction, side: MatchSide, profile: PersonProfile): Promise<PersonId[]> {
    const keys = this.blind(profile);
    if (keys.length === 0) return [];
    // A literal side, so that PostgreSQL can use the partial index of that side.
    const rows = await tx.sql<{ person_id: PersonId }>(
      `WITH hits AS MATERIALIZED (
         SELECT person_id, key FROM match_keys, unnest(keys) AS key WHERE side = '${side}' AND keys && $1::bigint[] AND key = ANY ($1::bigint[])
       ), rarity AS (
         SELECT key, 1.0 / count(*) AS weight FROM hits GROUP BY key
       )
       SELECT person_id FROM hits JOIN rarity USING (key) GROUP BY person_id ORDER BY sum(weight) DESC, person_id LIMIT ${MOST_CANDIDATES}`,
      [keys],
    );
    return rows.map(({ person_id }) => person_id);
  }

  private blind(profile: PersonProfile): string[] {
    return blockingKeys(profile).map((key) => this.index.key('match', [ENGINE_VERSION, key]));
  }
}
