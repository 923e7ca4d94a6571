import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Appends to the audit log in one statement. A chain is locked to the end of the transaction; done here, that is the moment
 * of the commit and not several journeys between processes. Runs with the rights of whoever calls it.
 */
export class AuditInOneStatement1763700022100 implements MigrationInterface {
  name = 'AuditInOneStatement1763700022100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- each entry: a JSON array of at, actor kind, id, role and branch, action, object type and id, details;
      -- the last one stands in chain "own" under "number"
      CREATE FUNCTION audit.append(first_chain integer, chains integer, entries text[], OUT own integer, OUT number bigint)
        LANGUAGE plpgsql VOLATILE AS $$
        DECLARE
          -- the class of advisory locks that stand for chains
          lock_class CONSTANT integer := 5393473;
          first integer := floor(random() * chains);
          last bytea;
          this bytea;
          entry text;
          facts jsonb;
        BEGIN
          -- The first chain nobody writes to now, starting anywhere; where all are busy, waits for one.
          FOR tried IN 0 .. chains - 1 LOOP
            own := first_chain + (first + tried) % chains;
            EXIT WHEN pg_try_advisory_xact_lock(lock_class, own);
            own := NULL;
          END LOOP;
          IF own IS NULL THEN
            own := first_chain + first;
            PERFORM pg_advisory_xact_lock(lock_class, own);
          END IF;
          SELECT e.seq, e.hash INTO number, last FROM audit.entries e WHERE e.chain = own ORDER BY e.seq DESC LIMIT 1;
          number := coalesce(number, 0);
          last := coalesce(last, decode(repeat('00', 32), 'hex'));
          FOREACH entry IN ARRAY entries LOOP
            number := number + 1;
            facts := entry::jsonb;
            this := sha256(last || convert_to('[' || own || ',' || number || ',' || substr(entry, 2), 'UTF8'));
            INSERT INTO audit.entries (chain, seq, at, actor_kind, actor_id, actor_role, actor_branch, action, object_type,
              object_id, details, previous, hash)
            VALUES (own, number, (facts->>0)::timestamptz, facts->>1, facts->>2, facts->>3, facts->>4, facts->>5, facts->>6,
              facts->>7, facts->>8, last, this);
            last := this;
          END LOOP;
        END $$;
      REVOKE ALL ON FUNCTION audit.append FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION audit.append TO relink_api, relink_worker, relink_exchange;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION audit.append');
  }
}
