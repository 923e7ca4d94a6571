import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The worker deletes where erasing asks for it, and a table made later says so itself: nothing is granted by default. */
export class DeletionIsGrantedTableByTable1763700015500 implements MigrationInterface {
  name = 'DeletionIsGrantedTableByTable1763700015500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER DEFAULT PRIVILEGES IN SCHEMA relink REVOKE DELETE ON TABLES FROM relink_worker;
      -- What was counted stays counted: it names nobody.
      REVOKE DELETE ON relink.report_counts FROM relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      GRANT DELETE ON relink.report_counts TO relink_worker;
      ALTER DEFAULT PRIVILEGES IN SCHEMA relink GRANT DELETE ON TABLES TO relink_worker;
    `);
  }
}
