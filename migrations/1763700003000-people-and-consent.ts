import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Persons with sealed details, how they are related, and the bases on which their data is used. */
export class PeopleAndConsent1763700003000 implements MigrationInterface {
  name = 'PeopleAndConsent1763700003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relink.persons (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        details bytea NOT NULL,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX ON relink.persons (dossier_id);

      CREATE TABLE relink.relations (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        person_id uuid NOT NULL REFERENCES relink.persons ON DELETE CASCADE,
        relative_id uuid NOT NULL REFERENCES relink.persons ON DELETE CASCADE,
        kind text NOT NULL
      );
      CREATE INDEX ON relink.relations (dossier_id);
      CREATE INDEX ON relink.relations (person_id);

      CREATE TABLE relink.bases (
        id uuid NOT NULL,
        basis_version integer NOT NULL CHECK (basis_version > 0),
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        person_id uuid NOT NULL REFERENCES relink.persons ON DELETE CASCADE,
        legal_basis text NOT NULL CHECK (legal_basis IN ('consent', 'vital-interest', 'public-interest', 'legitimate-interest', 'legal-obligation', 'contract')),
        purposes text[] NOT NULL CHECK (cardinality(purposes) > 0 AND purposes <@ ARRAY['trace', 'match-within-society', 'ask-partners-blindly',
          'share-with-partner', 'share-with-icrc', 'share-with-authority', 'publish-enquirer-photo', 'tell-fate', 'tell-place', 'give-contact',
          'pass-message', 'reunite', 'refer', 'statistics']),
        given_by text NOT NULL,
        how text NOT NULL,
        notice_version text,
        notice_language text,
        valid_from timestamptz NOT NULL,
        valid_until timestamptz,
        withdrawn_at timestamptz,
        details bytea NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (id, basis_version)
      );
      CREATE INDEX ON relink.bases (person_id);

      CREATE TABLE relink.permits (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        person_id uuid NOT NULL REFERENCES relink.persons ON DELETE CASCADE,
        purpose text NOT NULL,
        basis_id uuid NOT NULL,
        basis_version integer NOT NULL,
        granted_at timestamptz NOT NULL,
        FOREIGN KEY (basis_id, basis_version) REFERENCES relink.bases
      );
      CREATE INDEX ON relink.permits (person_id, granted_at);

      DO $$ DECLARE t text; BEGIN
        FOREACH t IN ARRAY ARRAY['persons', 'relations', 'bases', 'permits'] LOOP
          EXECUTE format('ALTER TABLE relink.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE relink.%I FORCE ROW LEVEL SECURITY', t);
          EXECUTE format('CREATE POLICY staff ON relink.%I TO relink_api USING (relink.sees(dossier_id))', t);
          EXECUTE format('CREATE POLICY system ON relink.%I TO relink_worker USING (relink.is_system())', t);
        END LOOP;
      END $$;

      GRANT SELECT, INSERT, UPDATE, DELETE ON relink.persons, relink.relations TO relink_api, relink_worker;
      -- Versions of a basis and permits are facts: appended, never changed.
      GRANT SELECT, INSERT ON relink.bases, relink.permits TO relink_api, relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE relink.permits, relink.bases, relink.relations, relink.persons');
  }
}
