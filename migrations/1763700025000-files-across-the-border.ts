import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files go along with what is disclosed, part by part. Those of a partner are kept like our own, under the key of the record they came
 * with, and are seen by whoever sees that record.
 */
export class FilesAcrossTheBorder1763700025000 implements MigrationInterface {
  name = 'FilesAcrossTheBorder1763700025000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.files
        ADD COLUMN holder uuid,
        ALTER COLUMN added_by DROP NOT NULL,
        ADD CONSTRAINT files_holder_check CHECK ((holder IS NULL) = (added_by IS NOT NULL));
      CREATE INDEX files_held ON relink.files (holder) WHERE holder IS NOT NULL;
      -- What came with a record is gone for everybody when the record is: its own policy says so.
      ALTER POLICY staff ON relink.files USING (
        EXISTS (SELECT 1 FROM relink.dossiers seen WHERE seen.id = files.dossier_id OFFSET 0)
        AND (holder IS NULL OR EXISTS (SELECT 1 FROM relink.partner_records held WHERE held.id = files.holder))
      );
      GRANT INSERT ON relink.files TO relink_worker;

      -- What the files of a disclosure are of, as an agreement names it.
      ALTER TABLE relink.disclosures ADD COLUMN file_categories text[] NOT NULL DEFAULT '{}';

      -- Like what was sent they outlive whoever was erased here.
      CREATE TABLE relink.disclosure_files (
        -- what both sides call it
        id uuid PRIMARY KEY,
        disclosure_id uuid NOT NULL REFERENCES relink.disclosures,
        dossier_id uuid NOT NULL,
        file_id uuid NOT NULL,
        kind text NOT NULL,
        media_type text NOT NULL,
        bytes integer NOT NULL CHECK (bytes > 0),
        -- once it is told
        sha256 text,
        -- when the receipt of its last part was there
        arrived_at timestamptz,
        UNIQUE (disclosure_id, file_id)
      );
      CREATE INDEX ON relink.disclosure_files (file_id);
      CREATE INDEX ON relink.disclosure_files (dossier_id);
      ALTER TABLE relink.disclosure_files ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.disclosure_files FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.disclosure_files TO relink_api
        USING (EXISTS (SELECT 1 FROM relink.dossiers seen WHERE seen.id = disclosure_files.dossier_id OFFSET 0));
      CREATE POLICY keepers ON relink.disclosure_files FOR SELECT TO relink_api
        USING (relink.is_staff() AND relink.setting('role') IN ('liaison', 'steward'));
      CREATE POLICY system ON relink.disclosure_files TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT ON relink.disclosure_files TO relink_api;
      GRANT SELECT, UPDATE ON relink.disclosure_files TO relink_worker;

      -- What a message of the outbox is about: the part, whichever message brings it.
      CREATE TABLE relink.disclosure_file_parts (
        id uuid PRIMARY KEY,
        of_file uuid NOT NULL REFERENCES relink.disclosure_files,
        part integer NOT NULL CHECK (part > 0),
        -- the last message that was to bring it
        message_id uuid,
        UNIQUE (of_file, part)
      );

      CREATE TABLE relink.partner_files (
        -- of our own file
        id uuid PRIMARY KEY,
        record_id uuid NOT NULL REFERENCES relink.partner_records ON DELETE CASCADE,
        -- what both sides call it
        told_id uuid NOT NULL,
        -- of the bytes as they were announced: what a certificate of deletion names
        sha256 text NOT NULL,
        media_type text NOT NULL,
        bytes integer NOT NULL CHECK (bytes > 0),
        UNIQUE (record_id, told_id)
      );

      -- Parts on their way, sealed under the key of the record; gone when the whole is there.
      CREATE TABLE relink.partner_file_parts (
        file_id uuid NOT NULL REFERENCES relink.partner_files ON DELETE CASCADE,
        part integer NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (file_id, part)
      );
    `);
    for (const table of ['disclosure_file_parts', 'partner_files', 'partner_file_parts'])
      await runner.query(`
        ALTER TABLE relink.${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE relink.${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY system ON relink.${table} TO relink_worker USING (relink.is_system());
        GRANT SELECT, INSERT, UPDATE, DELETE ON relink.${table} TO relink_worker;
      `);
    await runner.query(`
      CREATE POLICY staff ON relink.disclosure_file_parts FOR SELECT TO relink_api
        USING (EXISTS (SELECT 1 FROM relink.disclosure_files f WHERE f.id = disclosure_file_parts.of_file));
      GRANT SELECT ON relink.disclosure_file_parts TO relink_api;
      CREATE POLICY staff ON relink.partner_files TO relink_api
        USING (EXISTS (SELECT 1 FROM relink.partner_records held WHERE held.id = partner_files.record_id));
      GRANT SELECT ON relink.partner_files TO relink_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE relink.partner_file_parts, relink.partner_files, relink.disclosure_file_parts, relink.disclosure_files;
      ALTER TABLE relink.disclosures DROP COLUMN file_categories;
      REVOKE INSERT ON relink.files FROM relink_worker;
      ALTER POLICY staff ON relink.files USING (
        EXISTS (SELECT 1 FROM relink.dossiers seen WHERE seen.id = files.dossier_id OFFSET 0)
      );
      DELETE FROM relink.files WHERE holder IS NOT NULL;
      ALTER TABLE relink.files DROP CONSTRAINT files_holder_check, DROP COLUMN holder, ALTER COLUMN added_by SET NOT NULL;
    `);
  }
}
