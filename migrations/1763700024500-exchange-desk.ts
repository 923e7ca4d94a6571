import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What those who answer for the exchange look at every day: lists of what went and came, and how each partner does. */
export class ExchangeDesk1763700024500 implements MigrationInterface {
  name = 'ExchangeDesk1763700024500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What is not done is little beside what is.
      CREATE INDEX exchange_outbox_open ON relink.exchange_outbox (partner_id, queued_at)
        WHERE state IN ('waiting', 'sealed', 'dead');
      CREATE INDEX exchange_inbox_newest ON relink.exchange_inbox (partner_id, received_at, message_id);
      CREATE INDEX exchange_receipts_newest ON relink.exchange_receipts (partner_id, direction, at);
      CREATE INDEX recalls_uncertified ON relink.recalls (due_at) WHERE certified_at IS NULL;

      CREATE POLICY keepers ON relink.exchange_quotas FOR SELECT TO relink_api
        USING (relink.setting('role') IN ('liaison', 'steward', 'administrator'));
      GRANT SELECT ON relink.exchange_quotas TO relink_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE SELECT ON relink.exchange_quotas FROM relink_api;
      DROP POLICY keepers ON relink.exchange_quotas;
      DROP INDEX relink.recalls_uncertified, relink.exchange_receipts_newest, relink.exchange_inbox_newest, relink.exchange_outbox_open;
    `);
  }
}
