import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '#libs/database';
import { daysAfter, type DossierId, type PersonId } from '#libs/kernel';
import { Notifications } from '#libs/notifications';
import { eventually, SettableClock } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, expectStatus } from '../support/stories.js';

/** Tomorrow: the bases that the api records today hold by then. */
const EVENING = new Date(`${daysAfter(new Date(), 1)}T19:00:00Z`);

let relink: Deployment;
let caseworker: Staff;

beforeAll(async () => {
  relink = await Deployment.start({ clock: new SettableClock(EVENING) });
  caseworker = await relink.signIn('caseworker');
});
afterAll(() => relink.stop());

async function notify(): Promise<{ id: string; dossierId: string }> {
  const { id: dossierId } = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
  const [row] = await relink.database.sql<{ personId: PersonId }>(
    'SELECT enquirer_id AS "personId" FROM relink.tracing_requests WHERE id = $1',
    [dossierId],
  );
  const { id: accountId, role, branchId } = caseworker.account;
  const id = await relink.app
    .get(UnitOfWork)
    .run({ kind: 'staff', accountId, role, branchId }, (tx) =>
      relink.app
        .get(Notifications)
        .request(tx, { personId: row!.personId, dossierId: dossierId as DossierId, kind: 'please-call' }),
    );
  await eventually(async () => {
    const rows = await relink.database.sql(`SELECT 1 FROM relink.notifications WHERE id = $1 AND state = 'sent'`, [id]);
    expect(rows).toHaveLength(1);
  });
  return { id, dossierId };
}

describe('The letter-box of a demonstration', () => {
  it('shows what would have been sent, newest first, to those who see the case, and reading it is logged', async () => {
    const [first, second] = [await notify(), await notify()];
    const { items } = await expectStatus(200, caseworker.get('/mailbox'));
    expect(items).toEqual(
      [second, first].map(({ id, dossierId }) => ({
        id,
        dossierId,
        deliveredAt: EVENING.toISOString(),
        channel: 'sms',
        address: '+9995550199',
        language: 'en',
        subject: 'Message',
        text: 'You have a message. Please call us:\n+999 555 0100',
      })),
    );
    const [entry] = await relink.database.sql<{ details: string }>(
      `SELECT details::text FROM audit.entries WHERE action = 'mailbox.listed'`,
    );
    expect(entry!.details).toContain(first.dossierId);
    const page = await expectStatus(200, caseworker.get('/mailbox?limit=1'));
    expect([page.items.length, page.nextCursor]).toEqual([1, second.id]);
    const rest = await expectStatus(200, caseworker.get(`/mailbox?limit=1&cursor=${page.nextCursor}`));
    expect(rest.items).toMatchObject([{ id: first.id }]);
  });

  it('shows nothing of other branches, and is not for administrators', async () => {
    const elsewhere = await relink.signIn('caseworker', 'Highlands');
    expect((await expectStatus(200, elsewhere.get('/mailbox'))).items).toEqual([]);
    const administrator = await relink.signIn('administrator');
    expect((await administrator.get('/mailbox')).status).toBe(403);
  });
});
