import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many requests stand open is counted when a quarter is over; a nought says that it was, where none did. */
export class WhatIsOpenIsCounted1763700029100 implements MigrationInterface {
  name = 'WhatIsOpenIsCounted1763700029100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.report_counts DROP CONSTRAINT report_counts_count_check;
      ALTER TABLE relink.report_counts ADD CONSTRAINT report_counts_count_check CHECK (count >= 0);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.report_counts DROP CONSTRAINT report_counts_count_check;
      -- What older versions do not know, and what they do not keep.
      ALTER TABLE relink.report_counts NO FORCE ROW LEVEL SECURITY;
      DELETE FROM relink.report_counts WHERE count = 0 OR indicator IN ('requests-open', 'recalls-confirmed');
      ALTER TABLE relink.report_counts FORCE ROW LEVEL SECURITY;
      ALTER TABLE relink.report_counts ADD CONSTRAINT report_counts_count_check CHECK (count > 0);
    `);
  }
}
