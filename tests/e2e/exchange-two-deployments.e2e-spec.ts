import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { revokeExchangeKey } from '#libs/crypto';
import { eventually } from '#libs/testing';
import { nowInSeconds } from '../support/partner-society.js';
import { twoDeployments, type TwoDeployments } from '../support/two-deployments.js';

let two: TwoDeployments;
beforeAll(async () => {
  two = await twoDeployments();
});
afterAll(() => two.stop());

describe('two whole deployments', () => {
  it('read each other’s documents, and show people their own keys and no private half of them', async () => {
    for (const [relink, other] of [
      [two.a, two.bForA],
      [two.b, two.aForB],
    ] as const) {
      await eventually(async () => {
        const [partner] = await relink.database.sql<{ messages_at: string }>(
          'SELECT messages_at FROM relink.partners WHERE id = $1',
          [other],
        );
        expect(partner!.messages_at).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/exchange\/v1\/messages$/);
      });
      const shown = await relink.database.sql<{ kid: string }>('SELECT * FROM relink.exchange_own_keys ORDER BY kid');
      expect(shown.map(({ kid }) => kid)).toEqual(
        relink.exchangeKeys
          .told(nowInSeconds())
          .map(({ kid }) => kid)
          .sort(),
      );
    }
  });

  it('tell each other by themselves of a key that was lost, and the next message is refused', async () => {
    const [lost] = two.a.exchangeKeys.told(nowInSeconds()).filter(({ use }) => use === 'sign');
    await revokeExchangeKey(two.a.settings.exchangeKeys, lost!.x, new Date());
    await eventually(async () => {
      const [partner] = await two.b.database.sql('SELECT state, reason FROM relink.partners WHERE id = $1', [
        two.aForB,
      ]);
      expect(partner).toEqual({ state: 'suspended', reason: 'compromise' });
    });
    const [logged] = await two.b.database.sql(
      `SELECT count(*)::int AS count FROM audit.entries WHERE action IN ('exchange.received', 'partners.key-revoked', 'exchange.acted-upon')`,
    );
    expect(logged).toEqual({ count: 3 });
  });
});
