import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the database would otherwise copy samples of into its statistics, for no question that is ever asked. */
const COLUMNS = ['keys', 'reading', 'digest'];

/**
 * Nothing is looked for by what a person's row of keys holds. Yet PostgreSQL kept samples of it in its statistics, beyond the
 * erasure of the person, and counting the parts of arrays was most of the work whenever it looked at the table.
 *
 * Of the postings only those not yet tidied need a look into the table itself; they are the newest, which are at hand. Tidying
 * them at every fiftieth part that is new came once a minute on a busy day, and had every connection plan anew.
 */
export class NoStatisticsOfKeys1763700031000 implements MigrationInterface {
  name = 'NoStatisticsOfKeys1763700031000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE relink.match_keys ${COLUMNS.map((column) => `ALTER COLUMN ${column} SET STATISTICS 0`).join(', ')}`,
    );
    for (const column of COLUMNS)
      await runner.query(`SELECT pg_clear_attribute_stats('relink', 'match_keys', $1, false)`, [column]);
    await runner.query(`
      ALTER TABLE relink.match_postings SET (autovacuum_vacuum_insert_scale_factor = 0.1);
      ALTER TABLE relink.match_postings RESET (autovacuum_analyze_scale_factor);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.match_postings
        SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
      ALTER TABLE relink.match_keys ${COLUMNS.map((column) => `ALTER COLUMN ${column} SET STATISTICS DEFAULT`).join(', ')};
    `);
  }
}
