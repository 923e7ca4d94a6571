import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who reads is the same for all rows of a statement. In a subquery of its own it is asked once for each statement, and not, by
 * name, up to ten times for each dossier that is looked at. The rule is what `staff_sees` said; libs/access/policies says it too.
 */
export class TheReaderIsAskedOnce1763700026000 implements MigrationInterface {
  name = 'TheReaderIsAskedOnce1763700026000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER POLICY staff_read ON relink.dossiers USING (${SEES});
      ALTER POLICY staff_change ON relink.dossiers USING (${SEES});
      DROP FUNCTION relink.staff_sees(uuid, text, uuid[], uuid[]);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION relink.staff_sees(branch uuid, sensitivity text, assigned uuid[], shared_with uuid[]) RETURNS boolean
        LANGUAGE sql STABLE PARALLEL SAFE AS $$
          SELECT relink.is_staff() AND (
            relink.setting('role') = 'steward'
            OR (relink.setting('role') IN ${CASEWORK} AND relink.setting('account')::uuid = ANY (assigned))
            OR ((branch = relink.setting('branch')::uuid OR relink.setting('branch')::uuid = ANY (shared_with))
                AND CASE sensitivity
                  WHEN 'open' THEN relink.setting('role') IN ${CASEWORK}
                  WHEN 'restricted' THEN relink.setting('role') IN ${RESTRICTED}
                  ELSE relink.setting('role') = 'supervisor' AND branch = relink.setting('branch')::uuid
                END))
        $$;
      ALTER POLICY staff_read ON relink.dossiers USING (relink.staff_sees(branch_id, sensitivity, assigned, shared_with));
      ALTER POLICY staff_change ON relink.dossiers USING (relink.staff_sees(branch_id, sensitivity, assigned, shared_with));
    `);
  }
}

const CASEWORK = `('intake-volunteer', 'caseworker', 'supervisor', 'child-protection-specialist', 'liaison')`;
const RESTRICTED = `('caseworker', 'supervisor', 'child-protection-specialist')`;

/** @returns what the reader has, where they are staff and of these roles; else nothing, which equals nothing */
function own(setting: 'account' | 'branch', roles: string): string {
  return `(SELECT relink.setting('${setting}')::uuid WHERE relink.is_staff() AND relink.setting('role') IN ${roles})`;
}

const SEES = `
  coalesce((SELECT relink.is_staff() AND relink.setting('role') = 'steward'), false)
  OR ${own('account', CASEWORK)} = ANY (assigned)
  OR CASE sensitivity
    WHEN 'open' THEN ${own('branch', CASEWORK)} = ANY (shared_with || branch_id)
    WHEN 'restricted' THEN ${own('branch', RESTRICTED)} = ANY (shared_with || branch_id)
    ELSE branch_id = ${own('branch', `('supervisor')`)}
  END`;
