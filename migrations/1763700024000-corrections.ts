import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was told to a partner, or by one, can be set right. */
export class Corrections1763700024000 implements MigrationInterface {
  name = 'Corrections1763700024000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.disclosures
        DROP CONSTRAINT disclosures_carrier_check,
        ADD CONSTRAINT disclosures_carrier_check CHECK (carrier IN ('enquiry', 'disclosure', 'correction')),
        ADD COLUMN corrects uuid REFERENCES relink.disclosures,
        ADD CONSTRAINT disclosures_corrects_check CHECK ((carrier = 'correction') = (corrects IS NOT NULL));
      CREATE INDEX ON relink.disclosures (corrects) WHERE corrects IS NOT NULL;
      ALTER TABLE relink.partner_records
        ADD COLUMN corrections uuid[] NOT NULL DEFAULT '{}',
        ADD COLUMN corrected_at timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.partner_records DROP COLUMN corrections, DROP COLUMN corrected_at;
      ALTER TABLE relink.disclosures DROP COLUMN corrects, DROP CONSTRAINT disclosures_carrier_check,
        ADD CONSTRAINT disclosures_carrier_check CHECK (carrier IN ('enquiry', 'disclosure'));
    `);
  }
}
