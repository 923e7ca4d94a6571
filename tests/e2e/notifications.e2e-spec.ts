import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '#libs/database';
import { daysAfter, systemActor, type DossierId, type PersonId } from '#libs/kernel';
import { Notifications } from '#libs/notifications';
import { eventually, SettableClock } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { everyTable } from '../support/every-table.js';
import { MailServer, TextGateway } from '../support/gateways.js';
import type { Staff } from '../support/staff.js';
import { anInterview, consent, expectStatus } from '../support/stories.js';

const CALL_BACK = '+999 555 0100';
const PHONE = { kind: 'phone', value: '+999 555 0199' };
const MAIL = { kind: 'messaging', value: 'somebody@mail.example' };
/** Tomorrow in UTC, the time zone of the deployment: the bases that the api records today hold by then. */
const tomorrow = (time: string, days = 1) => new Date(`${daysAfter(new Date(), days)}T${time}:00Z`);
const NOON = tomorrow('12:00');
const NIGHT = tomorrow('23:00');

let relink: Deployment;
let clock: SettableClock;
let mail: MailServer;
let texts: TextGateway;
let caseworker: Staff;

beforeAll(async () => {
  [mail, texts] = [await MailServer.start(), await TextGateway.start()];
  clock = new SettableClock(NOON);
  relink = await Deployment.start({
    clock,
    environment: {
      RELINK_SMTP_URL: mail.url,
      RELINK_MAIL_FROM: 'message@society.example',
      RELINK_SMS_URL: texts.url,
      RELINK_SMS_FORMAT: 'form',
      RELINK_SMS_AUTHORIZATION: 'Bearer gateway-secret',
      RELINK_SMS_FIELDS: 'to=recipient,text=body,reference=id,sender=originator',
      RELINK_CALL_BACK_PHONE: CALL_BACK,
    },
  });
  caseworker = await relink.signIn('caseworker');
});
afterAll(async () => {
  await relink.stop();
  await Promise.all([mail.stop(), texts.stop()]);
});
beforeEach(() => {
  clock.set(NOON);
  for (const list of [mail.taken, mail.refusals, texts.taken, texts.statuses]) list.length = 0;
});

interface Enquirer {
  personId: PersonId;
  dossierId: DossierId;
}

async function anEnquirer(
  contacts: object[],
  more: { languages?: string[]; purposes?: string[] } = {},
): Promise<Enquirer> {
  const interview = anInterview();
  const { purposes = ['trace'], languages = [] } = more;
  const person = { ...interview.enquirer.person, contacts, languages };
  const enquirer = { ...interview.enquirer, person, basis: { ...consent, purposes } };
  const { id } = await expectStatus(
    201,
    caseworker.post('/tracing-requests', { interview: { ...interview, enquirer } }),
  );
  const [row] = await relink.database.sql<{ enquirer_id: PersonId }>(
    'SELECT enquirer_id FROM relink.tracing_requests WHERE id = $1',
    [id],
  );
  return { personId: row!.enquirer_id, dossierId: id };
}

function request(enquirer: Enquirer): Promise<string> {
  return relink.app
    .get(UnitOfWork)
    .run(
      { kind: 'staff', accountId: caseworker.account.id, role: 'caseworker', branchId: caseworker.account.branchId },
      (tx) => relink.app.get(Notifications).request(tx, { ...enquirer, kind: 'please-call' }),
    );
}

interface Row {
  state: string;
  channel: string | null;
  outcome: string | null;
  attempts: number;
}

async function ended(id: string, expected: Partial<Row>): Promise<void> {
  await eventually(async () => {
    const [row] = await relink.database.sql<Row>(
      'SELECT state, channel, outcome, attempts FROM relink.notifications WHERE id = $1',
      [id],
    );
    expect(row).toMatchObject(expected);
  });
}

/** Seconds until the worker looks at it again; nothing where it will not. */
async function waits(id: string): Promise<number | undefined> {
  const [row] = await relink.database.sql<{ seconds: number }>(
    `SELECT round(extract(epoch FROM due_at - created_at))::int AS seconds FROM relink.outbox
     WHERE topic = 'notifications.send' AND payload->>'notificationId' = $1 AND state = 'pending'`,
    [id],
  );
  return row?.seconds;
}

async function lookNow(id: string): Promise<void> {
  await relink.database.sql(
    `UPDATE relink.outbox SET due_at = now() WHERE topic = 'notifications.send' AND payload->>'notificationId' = $1 AND state = 'pending'`,
    [id],
  );
}

describe('A notification by e-mail', () => {
  it('says in the person’s language that there is a message and whom to call, and nothing else', async () => {
    const id = await request(await anEnquirer([{ ...MAIL, language: 'ti' }]));
    await ended(id, { state: 'sent', channel: 'email', outcome: null });
    expect(mail.taken).toHaveLength(1);
    const [{ from, to, raw }] = mail.taken as [(typeof mail.taken)[number]];
    expect([from, ...to]).toEqual(['message@society.example', MAIL.value]);
    expect(raw).toContain(`Message-ID: <${id}@society.example>`);
    expect(raw).toContain('From: Message <message@society.example>');
    expect(raw).toContain('Auto-Submitted: auto-generated');
    const text = Buffer.from(raw.slice(raw.indexOf('\r\n\r\n')).replace(/\s/g, ''), 'base64').toString('utf8');
    expect(text.trim().split('\n')).toEqual(['መልእኽቲ ኣለኩም። ብኽብረትኩም ደውሉልና፦', CALL_BACK]);
    expect(raw).not.toMatch(/red cross|relink|norland|warsame|NOR-/i);
  });

  it('tries again later and later where the server cannot take it now', async () => {
    mail.refusals.push({ code: 451, at: 'content' }, { code: 421, at: 'recipient' });
    const id = await request(await anEnquirer([MAIL]));
    await ended(id, { state: 'waiting', outcome: 'smtp-451', attempts: 1 });
    expect(await waits(id)).toBe(300);
    await lookNow(id);
    await ended(id, { state: 'waiting', outcome: 'smtp-421', attempts: 2 });
    expect(await waits(id)).toBe(600);
    await lookNow(id);
    await ended(id, { state: 'sent', attempts: 2 });
    expect(mail.taken).toHaveLength(1);
  });

  it('takes the next contact where an address is refused for good, and does not try that one again', async () => {
    mail.refusals.push({ code: 550, at: 'recipient' });
    const enquirer = await anEnquirer([MAIL, PHONE]);
    await ended(await request(enquirer), { state: 'sent', channel: 'sms' });
    await ended(await request(enquirer), { state: 'sent', channel: 'sms' });
    expect([mail.taken.length, texts.taken.length]).toEqual([0, 2]);
  });
});

describe('A notification by text message', () => {
  it('is posted as the gateway wants it', async () => {
    const id = await request(await anEnquirer([PHONE], { languages: ['fa-AF'] }));
    await ended(id, { state: 'sent', channel: 'sms' });
    expect(texts.taken).toEqual([
      {
        headers: expect.objectContaining({ authorization: 'Bearer gateway-secret', 'idempotency-key': id }) as object,
        body: {
          recipient: '+9995550199',
          body: `شما یک پیام دارید. لطفاً به ما زنگ بزنید:\n${CALL_BACK}`,
          originator: 'Message',
          id,
        },
      },
    ]);
  });

  it('waits for the hours the person chose, and outside the quiet hours for others', async () => {
    const evening = await request(await anEnquirer([{ ...PHONE, safeHours: 'evenings' }]));
    await eventually(async () => expect(await waits(evening)).toBe(6 * 3_600));
    clock.set(NIGHT);
    const night = await request(await anEnquirer([PHONE]));
    await eventually(async () => expect(await waits(night)).toBe(9 * 3_600));
    expect(texts.taken).toEqual([]);
    clock.set(tomorrow('18:30', 2));
    for (const id of [evening, night]) await lookNow(id);
    for (const id of [evening, night]) await ended(id, { state: 'sent' });
    expect(texts.taken).toHaveLength(2);
  });

  it('that nobody takes is given up after eight attempts', async () => {
    texts.statuses.push(500, 503, 429, 401, 500, 500, 500, 500);
    const id = await request(await anEnquirer([PHONE]));
    for (let attempt = 1; attempt < 8; attempt++) {
      await ended(id, { state: 'waiting', attempts: attempt });
      await lookNow(id);
    }
    await ended(id, { state: 'failed', attempts: 8, outcome: 'sms-500' });
    expect([texts.taken.length, await waits(id)]).toEqual([0, undefined]);
  });
});

describe('rule 15: losing the enquirer is the commonest failure', () => {
  it('whoever could not be reached becomes a task, and the others hear of it', async () => {
    texts.statuses.push(404);
    const enquirer = await anEnquirer([PHONE, { kind: 'post', value: 'Harbour Street 1' }]);
    const id = await request(enquirer);
    await ended(id, { state: 'failed', outcome: 'nobody-to-write-to' });
    const tasks = await relink.database.sql('SELECT kind, for_role, state FROM relink.tasks WHERE about = $1', [
      enquirer.dossierId,
    ]);
    expect(tasks).toEqual([{ kind: 'confirm-enquirer-reachable', for_role: 'caseworker', state: 'open' }]);
    const events = await relink.database.sql(
      `SELECT payload FROM relink.outbox WHERE topic = 'notifications.failed' AND payload->>'notificationId' = $1`,
      [id],
    );
    expect(events).toEqual([{ payload: { notificationId: id, dossierId: enquirer.dossierId } }]);
  });

  it.each([
    ['hours', { safeHours: 'when my brother is out' }],
    ['words', { mayBeSaid: 'Say it is about the rent' }],
  ])('a machine does not guess what was meant about %s', async (_, note) => {
    await ended(await request(await anEnquirer([{ ...PHONE, ...note }])), { outcome: 'nobody-to-write-to' });
    expect(texts.taken).toEqual([]);
  });
});

describe('rule 6: withdrawal takes effect at once', () => {
  it('what waits is not sent where the permit is gone', async () => {
    const id = await request(await anEnquirer([PHONE], { purposes: ['match-within-society'] }));
    await ended(id, { state: 'cancelled', outcome: 'no-permit' });
    expect(texts.taken).toEqual([]);
  });

  it('a removed person is written to by nobody', async () => {
    const enquirer = await anEnquirer([{ ...PHONE, safeHours: 'evenings' }]);
    const id = await request(enquirer);
    await eventually(async () => expect(await waits(id)).toBeDefined());
    await relink.database.sql('DELETE FROM relink.notifications WHERE id = $1', [id]);
    clock.advance({ hours: 7 });
    await lookNow(id);
    await eventually(async () => expect(await waits(id)).toBeUndefined());
    expect(texts.taken).toEqual([]);
  });
});

describe('At most once', () => {
  it('a notification that was begun and has no outcome is not sent again: somebody calls', async () => {
    clock.set(NIGHT);
    const id = await request(await anEnquirer([PHONE]));
    await eventually(async () => expect(await waits(id)).toBeDefined());
    // As a process leaves it that dies between the channel's yes and the commit.
    await relink.database.sql(`UPDATE relink.notifications SET state = 'sending' WHERE id = $1`, [id]);
    clock.set(NOON);
    await lookNow(id);
    await ended(id, { state: 'failed', outcome: 'interrupted' });
    expect(texts.taken).toEqual([]);
  });

  it('and however often it is handed over', async () => {
    const id = await request(await anEnquirer([PHONE]));
    await ended(id, { state: 'sent' });
    await relink.workerApp.get(UnitOfWork).run(systemActor('test'), (tx) => {
      for (let time = 0; time < 3; time++) tx.outbox.emit('notifications.send', { notificationId: id });
      return Promise.resolve();
    });
    await eventually(async () => {
      const open = await relink.database.sql(
        `SELECT 1 FROM relink.outbox WHERE topic = 'notifications.send' AND payload->>'notificationId' = $1 AND state <> 'done'`,
        [id],
      );
      expect(open).toEqual([]);
    });
    expect(texts.taken).toHaveLength(1);
  });
});

describe('Addresses', () => {
  it('stand in no table in plain, receipts and jobs included', async () => {
    for (const table of await everyTable(relink.database)) {
      const rows = await relink.database.sql<{ text: string }>(`SELECT t::text AS text FROM ${table} t`);
      const content = rows.map(({ text }) => text).join('\n');
      for (const secret of ['9995550199', '555 0199', 'somebody@mail', CALL_BACK, 'queued as 17'])
        for (const form of [secret, Buffer.from(secret).toString('hex')])
          expect({ table, secret, found: content.includes(form) }).toEqual({ table, secret, found: false });
    }
  });
});
