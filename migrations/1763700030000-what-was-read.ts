import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who reads how fast is looked at every few minutes: of an hour in which many were registered, only what was read. */
export class WhatWasRead1763700030000 implements MigrationInterface {
  name = 'WhatWasRead1763700030000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX entries_read_idx ON audit.entries (at) WHERE actor_kind = 'staff' AND action ~ '[.-](read|listed|copied)$'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX audit.entries_read_idx');
  }
}
