import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever sees a dossier of another branch, because it is shared or they are assigned, can work in it: the rule that new
 * dossiers are opened in one's own branch no longer holds for changes. The branch itself cannot be changed at all.
 */
export class WorkInSharedDossiers1763700006000 implements MigrationInterface {
  name = 'WorkInSharedDossiers1763700006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY staff ON relink.dossiers;
      CREATE POLICY staff_read ON relink.dossiers FOR SELECT TO relink_api
        USING (relink.staff_sees(branch_id, sensitivity, assigned, shared_with));
      CREATE POLICY staff_open ON relink.dossiers FOR INSERT TO relink_api
        WITH CHECK (relink.is_staff() AND branch_id = relink.setting('branch')::uuid);
      CREATE POLICY staff_change ON relink.dossiers FOR UPDATE TO relink_api
        USING (relink.staff_sees(branch_id, sensitivity, assigned, shared_with));
      REVOKE UPDATE ON relink.dossiers FROM relink_api;
      GRANT UPDATE (sensitivity, assigned, shared_with, version) ON relink.dossiers TO relink_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY staff_read ON relink.dossiers;
      DROP POLICY staff_open ON relink.dossiers;
      DROP POLICY staff_change ON relink.dossiers;
      CREATE POLICY staff ON relink.dossiers TO relink_api
        USING (relink.staff_sees(branch_id, sensitivity, assigned, shared_with))
        WITH CHECK (relink.is_staff() AND branch_id = relink.setting('branch')::uuid);
      GRANT UPDATE ON relink.dossiers TO relink_api;
    `);
  }
}
