import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Staff take a file out of a record; its row stays and says why. */
export class FilesRemoved1763700018100 implements MigrationInterface {
  name = 'FilesRemoved1763700018100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.files DROP CONSTRAINT files_state_check,
        ADD CONSTRAINT files_state_check CHECK (state IN ('announced', 'received', 'ready', 'refused', 'removed')),
        ADD CONSTRAINT files_removed_check CHECK (state <> 'removed' OR (content_object IS NULL AND preview_object IS NULL));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.files DROP CONSTRAINT files_removed_check, DROP CONSTRAINT files_state_check,
        ADD CONSTRAINT files_state_check CHECK (state IN ('announced', 'received', 'ready', 'refused'));
    `);
  }
}
