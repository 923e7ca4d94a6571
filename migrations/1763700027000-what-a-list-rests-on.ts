import type { MigrationInterface, QueryRunner } from 'typeorm';

/** On what ground a list from elsewhere is here, and until when that was agreed: after it, the list is forgotten. */
export class WhatAListRestsOn1763700027000 implements MigrationInterface {
  name = 'WhatAListRestsOn1763700027000';

  async up(runner: QueryRunner): Promise<void> {
    // Lists that were brought in before did not say it; they are forgotten by their age, as ever.
    await runner.query('ALTER TABLE relink.lists ADD COLUMN legal_basis text, ADD COLUMN kept_until date');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE relink.lists DROP COLUMN legal_basis, DROP COLUMN kept_until');
  }
}
