import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which keys a message on its way was signed with and sealed to: where one of them is lost, it does not go like that any more. */
export class KeysOfAMessage1763700024600 implements MigrationInterface {
  name = 'KeysOfAMessage1763700024600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.exchange_outbox ADD COLUMN signed_by text, ADD COLUMN sealed_to text;
      -- Nobody knows any more by which keys these go: they are sealed once more.
      UPDATE relink.exchange_outbox SET signed_by = '', sealed_to = '' WHERE state = 'sealed';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE relink.exchange_outbox DROP COLUMN signed_by, DROP COLUMN sealed_to;');
  }
}
