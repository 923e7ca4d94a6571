import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every request asks whose session it is: one statement, in its own context, instead of a transaction of four. */
export class SessionInOneStatement1763700021000 implements MigrationInterface {
  name = 'SessionInOneStatement1763700021000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION relink.session_of(hash text, at timestamptz, idle_since timestamptz)
        RETURNS TABLE (account_id uuid, name text, email text, role text, branch_id uuid, branch_name text)
        LANGUAGE plpgsql VOLATILE AS $$
        BEGIN
          PERFORM set_config('relink.kind', 'sign-in', true);
          -- Once a minute is enough to know that somebody is there.
          UPDATE relink.sessions s SET seen_at = at
            WHERE s.token_hash = hash AND s.stage = 'full' AND s.expires_at > at AND s.seen_at > idle_since
              AND s.seen_at < at - interval '1 minute';
          RETURN QUERY SELECT a.id, a.name, a.email, a.role, a.branch_id, b.name
            FROM relink.sessions s JOIN relink.accounts a ON a.id = s.account_id JOIN relink.branches b ON b.id = a.branch_id
            WHERE s.token_hash = hash AND s.stage = 'full' AND s.expires_at > at AND s.seen_at > idle_since AND a.state = 'active';
        END $$;
      REVOKE ALL ON FUNCTION relink.session_of FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION relink.session_of TO relink_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION relink.session_of');
  }
}
