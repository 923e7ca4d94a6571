import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people have to do by a day, beside the next actions of the workflows. */
export class Tasks1763700008000 implements MigrationInterface {
  name = 'Tasks1763700008000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relink.tasks (
        id uuid PRIMARY KEY,
        dossier_id uuid REFERENCES relink.dossiers,
        kind text NOT NULL,
        about uuid NOT NULL,
        owner_id uuid REFERENCES relink.accounts,
        for_role text,
        branch_id uuid REFERENCES relink.branches,
        due date NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'done')),
        opened_at timestamptz NOT NULL,
        done_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        CHECK (owner_id IS NOT NULL OR for_role IS NOT NULL)
      );
      -- One of a kind is open for a record at a time, however often its cause comes again.
      CREATE UNIQUE INDEX ON relink.tasks (kind, about) WHERE state = 'open';
      CREATE INDEX ON relink.tasks (owner_id, due) WHERE state = 'open';
      CREATE INDEX ON relink.tasks (for_role, due) WHERE state = 'open';
      CREATE INDEX ON relink.tasks (dossier_id);

      ALTER TABLE relink.tasks ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.tasks FORCE ROW LEVEL SECURITY;
      -- A task of a case is seen by those who see the case; one of the deployment by the role it waits for.
      CREATE POLICY staff ON relink.tasks TO relink_api USING (
        CASE WHEN dossier_id IS NOT NULL THEN relink.sees(dossier_id)
        ELSE relink.is_staff() AND (for_role = relink.setting('role') OR owner_id = relink.setting('account')::uuid) END);
      CREATE POLICY system ON relink.tasks TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT, UPDATE ON relink.tasks TO relink_api, relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE relink.tasks');
  }
}
