import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import type { Clock } from '#libs/kernel';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, expectStatus } from '../support/stories.js';

const TODAY = new Date().toISOString().slice(0, 10);
const NEWS = 'Dear brother,\nwe are all well. The little one walks now.\nYour sister';

/** The worker's clock, which the test moves. */
const clock = new (class implements Clock {
  days = 0;
  now(): Date {
    return new Date(Date.now() + this.days * 86_400_000);
  }
})();

let relink: Deployment;
let caseworker: Staff;
let colleague: Staff;

beforeAll(async () => {
  relink = await Deployment.start({ clock });
  [caseworker, colleague] = await Promise.all([relink.signIn('caseworker'), relink.signIn('caseworker')]);
});
afterAll(() => relink.stop());

function aMessage(more: object = {}) {
  const person = (text: string) => ({ names: [{ text, kind: 'legal' }] });
  return {
    writer: person('Asha Warsame'),
    addressee: person('Yusuf Warsame'),
    relation: 'sibling',
    address: 'Block 7, Kakuma',
    language: 'fr',
    text: NEWS,
    given: 'signed',
    ...more,
  };
}

const collect = (more: object = {}) => expectStatus(201, caseworker.post('/red-cross-messages', aMessage(more)));
const read = (id: string) => expectStatus(200, caseworker.get(`/red-cross-messages/${id}`));
const good = { familyNewsOnly: true, readable: true };
const delivery = { mode: 'read-aloud', where: 'At the clinic.', on: TODAY, replyInvited: true };

interface Receipt {
  id: string;
  version: number;
  state: string;
}
const send = (by: Staff, { id, version }: Receipt, verb: string, body: object) =>
  by.post(`/red-cross-messages/${id}/${verb}`, body, version);
const take = (by: Staff, receipt: Receipt, verb: string, body: object): Promise<Receipt> =>
  expectStatus(200, send(by, receipt, verb, body));

async function lacking(by: Staff, receipt: Receipt, verb: string, body: object): Promise<string[]> {
  const { status, body: problem } = await send(by, receipt, verb, body);
  expect({ status, code: problem.code }).toEqual({ status: 409, code: 'workflow.guard-not-met' });
  return problem.violations.map(({ code }: { code: string }) => code);
}

async function delivered(): Promise<Receipt> {
  const checked = await take(colleague, await collect(), 'check', good);
  return take(caseworker, await take(caseworker, checked, 'forward', { way: 'By the next car.' }), 'deliver', delivery);
}

describe('rule 13: a Red Cross Message', () => {
  it('has about thirty lines', async () => {
    const long = await caseworker.post('/red-cross-messages', aMessage({ text: 'a line\n'.repeat(31) }));
    expect(long.body.violations).toEqual([expect.objectContaining({ code: 'fits-the-page' })]);
    expect((await collect({ text: 'a line\n'.repeat(30) })).reference).toMatch(/^RCM-\d\d-\d{6}-[0-9A-Z]$/);
  });

  it('carries family news only, which somebody states who did not collect it', async () => {
    const message = await collect();
    expect(await lacking(caseworker, message, 'check', good)).toEqual(['not-the-collector']);
    expect(await lacking(colleague, message, 'check', { familyNewsOnly: false, readable: false })).toEqual([
      'family-news-only',
      'readable',
    ]);
    expect((await take(colleague, message, 'check', good)).state).toBe('checked');
  });

  it('that is refused gives the writer a reason, in the language of the message', async () => {
    const message = await collect();
    expect(await lacking(caseworker, message, 'refuse', { reason: 'money-or-goods' })).toEqual(['not-the-collector']);
    expect((await take(colleague, message, 'refuse', { reason: 'money-or-goods' })).state).toBe('refused');
    const { toWriter } = await read(message.id);
    expect(toWriter).toMatchObject({ language: 'fr', beside: expect.stringContaining('money or goods') });
    expect(toWriter.text).toContain('Yusuf Warsame');
  });

  it('goes its way, is read aloud, and invites a reply, which is linked', async () => {
    const checked = await take(colleague, await collect(), 'check', good);
    expect(await lacking(caseworker, checked, 'forward', { way: ' ' })).toEqual(['way-chosen']);
    const early = await caseworker.post(`/red-cross-messages/${checked.id}/replies`, aMessage());
    expect(early.body.code).toBe('message.not-delivered');
    const forwarded = await take(caseworker, checked, 'forward', { way: 'By the next car.' });
    expect(await lacking(caseworker, forwarded, 'deliver', { ...delivery, replyInvited: false })).toEqual([
      'reply-invited',
    ]);
    const there = await take(caseworker, forwarded, 'deliver', delivery);
    expect(await read(there.id)).toMatchObject({ text: NEWS, delivery, state: 'delivered' });
    const reply = await expectStatus(201, caseworker.post(`/red-cross-messages/${there.id}/replies`, aMessage()));
    expect((await read(there.id)).replies).toEqual([reply.id]);
    expect((await read(reply.id)).replyTo).toBe(there.id);
    expect(await lacking(caseworker, there, 'close', { writerTold: ' ' })).toEqual(['writer-told']);
    expect((await take(caseworker, there, 'close', { writerTold: 'On the phone.' })).state).toBe('closed');
    const [row] = await relink.database.sql<{ permits: string[] }>(
      'SELECT permits FROM relink.red_cross_messages WHERE id = $1',
      [there.id],
    );
    expect(row!.permits).toHaveLength(4);
  });

  it('that comes back gives the writer the same words whatever the reason', async () => {
    const words = new Set<string>();
    for (const reason of ['did-not-take-it', 'not-found']) {
      const checked = await take(colleague, await collect(), 'check', good);
      const forwarded = await take(caseworker, checked, 'forward', { way: 'By post.' });
      const back = await take(caseworker, forwarded, 'return', { reason, note: 'At the second visit.' });
      words.add((await read(back.id)).toWriter.text);
    }
    expect(words.size).toBe(1);
  });

  it('without an address becomes a tracing request', async () => {
    const message = await collect({ address: undefined });
    expect((await read(message.id)).toWriter.beside).toContain('We can look for this person');
    expect(await lacking(colleague, message, 'check', good)).toEqual(['address-known']);
    const tasks = () =>
      relink.database.sql(
        `SELECT state FROM relink.tasks WHERE kind = 'write-tracing-request-instead' AND about = $1`,
        [message.id],
      );
    expect(await tasks()).toEqual([{ state: 'open' }]);
    expect(await lacking(caseworker, message, 'become-tracing-request', { requestId: message.id })).toEqual([
      'tracing-request-opened',
    ]);
    const request = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
    await take(caseworker, message, 'become-tracing-request', { requestId: request.id });
    expect(await read(message.id)).toMatchObject({ state: 'closed', requestId: request.id });
    expect(await tasks()).toEqual([{ state: 'done' }]);
  });

  it('is not passed on once the writer took the agreement back', async () => {
    const checked = await take(colleague, await collect(), 'check', good);
    const [writer] = await relink.database.sql<{ id: string }>(
      'SELECT writer_id AS id FROM relink.red_cross_messages WHERE id = $1',
      [checked.id],
    );
    const { bases } = await expectStatus(200, caseworker.get(`/persons/${writer!.id}/bases`));
    await expectStatus(
      200,
      caseworker.post(`/bases/${bases[0].id}/withdraw`, { by: 'self', how: 'spoken' }, bases[0].version),
    );
    expect((await send(caseworker, checked, 'forward', { way: 'By the next car.' })).body.code).toBe(
      'permit.withdrawn',
    );
  });

  it('is counted when it is collected and when it has reached whom it was written to', async () => {
    const [messages] = await relink.database.sql(
      'SELECT count(*)::int AS collected, count(delivered_on)::int AS delivered FROM relink.red_cross_messages',
    );
    expect(messages).toMatchObject({ collected: expect.any(Number), delivered: 1 });
    await eventually(async () => {
      const counted = await relink.database.sql<{ indicator: string; count: number }>(
        `SELECT indicator, sum(count)::int AS count FROM relink.report_counts WHERE indicator LIKE 'messages-%' GROUP BY 1`,
      );
      expect(Object.fromEntries(counted.map(({ indicator, count }) => [indicator.slice(9), count]))).toEqual(messages);
    });
  });

  it('loses its text, and the key to it, thirty days after the delivery', async () => {
    const { id } = await delivered();
    const row = async () =>
      (
        await relink.database.sql<{ text: Buffer | null; wrapped: Buffer | null }>(
          `SELECT m.text, k.wrapped FROM relink.red_cross_messages m JOIN vault.data_keys k ON k.subject_id = m.text_subject WHERE m.id = $1`,
          [id],
        )
      )[0]!;
    expect((await row()).text).not.toBeNull();
    clock.days = 31;
    await relink.stopWorker();
    await relink.startWorker();
    await eventually(async () => expect(await row()).toEqual({ text: null, wrapped: null }));
    expect((await read(id)).text).toBeUndefined();
  });
});
