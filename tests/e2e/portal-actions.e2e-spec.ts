import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { Family, issueCard, wordsOf, type Card } from '../support/family.js';
import type { Staff } from '../support/staff.js';
import { expectStatus, openRequest } from '../support/stories.js';

let relink: Deployment;
let portal: string;
let caseworker: Staff;
let supervisor: Staff;
let requestId: string;
let card: Card;
let family: Family;

const SAFE = { time: 'evening', days: 'weekdays', language: 'so' };

beforeAll(async () => {
  relink = await Deployment.start();
  portal = await relink.startPortal();
  [caseworker, supervisor] = [await relink.signIn('caseworker'), await relink.signIn('supervisor')];
});
afterAll(() => relink.stop());

beforeEach(async () => {
  ({ id: requestId } = await openRequest(caseworker, supervisor));
  card = await issueCard(caseworker, requestId);
  family = new Family(portal);
  await eventually(async () => {
    const rows = await relink.database.sql('SELECT 1 FROM portal.pages WHERE card_id = $1', [card.id]);
    expect(rows).toHaveLength(1);
  });
  await family.signIn(card);
});

const desk = () => expectStatus(200, caseworker.get(`/tracing-requests/${requestId}/family-access`));
const ownTasks = () =>
  relink.database.sql<{ kind: string; owner: string }>(
    `SELECT kind, owner_id AS owner FROM relink.tasks WHERE dossier_id = $1 AND state = 'open' ORDER BY kind`,
    [requestId],
  );

/** Opens the form, sends it, and waits until the worker has read the letter. */
async function sends(path: string, fields: Record<string, string>): Promise<Record<string, string>> {
  await family.get(`/${path}`);
  const answer = await family.post(`/${path}`, fields);
  expect(answer.path).toMatch(/^\/en\/done/);
  return eventually(async () => {
    const { messages } = await desk();
    if (messages.length === 0) throw new Error('not read yet');
    return messages[0].content;
  });
}

describe('What a family does on the portal', () => {
  it.each([
    ['call', SAFE, 'call-back'],
    ['contact', { ...SAFE, contact: 'phone', value: '+999 555 0155', old: 'stop' }, 'contact-changed-by-family'],
    ['note', { text: 'She also answers to Mina. أمينة' }, 'read-note-from-family'],
    ['again', { text: 'Somebody saw her.' }, 'ask-to-look-again'],
    ['in-touch', { text: '' }, 'in-touch-now'],
    ['resume', { text: 'I am back.' }, 'ask-to-look-again'],
  ] as const)('%s lands with its words as a task for the owner', async (path, fields, task) => {
    expect(await sends(path, fields)).toEqual(fields);
    const tasks = await ownTasks();
    expect(tasks).toContainEqual({ kind: task, owner: caseworker.account.id });
  });

  it('rule 15: still reachable keeps the contact fresh, and nobody has to ask', async () => {
    await relink.database.sql(
      `UPDATE relink.tracing_requests SET contact_worked_at = now() - interval '200 days', contact_fresh_until = current_date - 20 WHERE id = $1`,
      [requestId],
    );
    await family.get('/request');
    expect((await family.post('/reachable')).path).toBe('/en/done');
    await eventually(async () => {
      const [row] = await relink.database.sql<{ fresh: boolean }>(
        'SELECT contact_fresh_until > current_date + 170 AS fresh FROM relink.tracing_requests WHERE id = $1',
        [requestId],
      );
      expect(row?.fresh).toBe(true);
    });
  });

  it('rule 6: an agreement that is stopped is narrowed at once, and the page says so', async () => {
    const before = wordsOf(await family.get('/agreements'));
    expect(before).toContain('We compare what you told us with the lists that we keep ourselves.');
    const sure = await family.get('/stop?what=1');
    expect(wordsOf(sure)).toContain('It becomes much harder to find someone.');
    expect((await family.post('/stop')).path).toBe('/en/done/stop');
    await eventually(async () => {
      const page = wordsOf(await family.get('/agreements'));
      expect(page).toContain('You stopped this.');
      expect(page).toContain('We had passed nothing on.');
    });
    const [basis] = await relink.database.sql<{ purposes: string[] }>(
      `SELECT purposes FROM relink.bases b JOIN relink.tracing_requests r ON r.enquirer_id = b.person_id
       WHERE r.id = $1 ORDER BY basis_version DESC LIMIT 1`,
      [requestId],
    );
    expect(basis?.purposes).toEqual(['trace']);
    expect((await ownTasks()).map(({ kind }) => kind)).toContain('agreement-narrowed');
  });

  it('rule 6: everything is stopped: the request is withdrawn, and who was told is counted', async () => {
    await relink.database.sql(
      `INSERT INTO relink.permits (id, dossier_id, person_id, purpose, basis_id, basis_version, granted_at, recipient)
       SELECT gen_random_uuid(), $1, b.person_id, 'share-with-partner', b.id, b.basis_version, now(), 'partner:' || code
       FROM relink.tracing_requests r JOIN relink.bases b ON b.person_id = r.enquirer_id, unnest(ARRAY['KEN', 'ETH']) code
       WHERE r.id = $1`,
      [requestId],
    );
    await relink.database.sql(
      `INSERT INTO relink.family_recalls (dossier_id, recipient, confirmed_at) VALUES ($1, 'partner:KEN', now())`,
      [requestId],
    );
    await family.get('/stop?what=all');
    expect((await family.post('/stop')).path).toBe('/en/done/stop');
    await eventually(async () => {
      expect(wordsOf(await family.get('/request'))).toContain('1 of 2 have done so.');
    });
    const { state } = await expectStatus(200, caseworker.get(`/tracing-requests/${requestId}`));
    expect(state).toBe('closed');
  });

  it('rule 21: a right that is asked for waits for the steward', async () => {
    expect(await sends('rights', { right: 'copy', text: 'On paper, please.' })).toEqual({
      right: 'copy',
      text: 'On paper, please.',
    });
    const steward = await relink.signIn('steward');
    const { items } = await expectStatus(200, steward.get('/rights-requests'));
    expect(items).toContainEqual(
      expect.objectContaining({ dossierId: requestId, kind: 'copy', words: { asked: 'On paper, please.' } }),
    );
  });

  it('rule 19: who read and who received is shown by part of the work and day, without a name', async () => {
    await expectStatus(200, caseworker.get(`/tracing-requests/${requestId}`));
    // What is read causes no event: the page is made again with the next one.
    await expectStatus(201, caseworker.post(`/tracing-requests/${requestId}/invite-to-talk`));
    await eventually(async () => {
      const page = await family.get('/access');
      expect(wordsOf(page)).toContain('People who work on requests');
      expect(page.html).not.toContain('Test caseworker');
    });
  });

  it('reads what a caseworker answers, which opens with code and word alone', async () => {
    const text = 'We got your letter. Come by on Monday.';
    await expectStatus(201, caseworker.post(`/tracing-requests/${requestId}/family-answers`, { text }));
    expect(wordsOf(await family.get('/request'))).toContain('We have written to you.');
    expect(wordsOf(await family.get('/note'))).toContain(text);
    const [row] = await relink.database.sql<{ sealed: Buffer }>(
      'SELECT sealed FROM portal.answers WHERE card_id = $1',
      [card.id],
    );
    expect(row!.sealed.includes('Monday')).toBe(false);
  });

  it('is asked to talk, and not why', async () => {
    await expectStatus(201, caseworker.post(`/tracing-requests/${requestId}/invite-to-talk`));
    await eventually(async () =>
      expect(wordsOf(await family.get('/request'))).toContain(
        'We would like to talk to you. This can be for many reasons.',
      ),
    );
    await expectStatus(201, caseworker.post(`/tracing-requests/${requestId}/end-invitation`));
    await eventually(async () => expect(wordsOf(await family.get('/request'))).toContain('We are looking.'));
  });

  it('is told what is missing, and keeps what was written', async () => {
    await family.get('/contact');
    const answer = await family.post('/contact', { ...SAFE, contact: 'phone', value: '', old: 'keep' });
    expect(answer.status).toBe(400);
    expect(wordsOf(answer)).toContain('Please fill in: Number or address');
    expect(answer.html).toContain('value="evening" checked');
    await family.get('/note');
    expect((await family.post('/note', { text: 'x'.repeat(1_001) })).status).toBe(400);
  });
});

describe('A form', () => {
  it('counts only from the page of this very session', async () => {
    for (const form of ['', 'a'.repeat(22)])
      expect((await family.send('POST', '/en/reachable', `form=${form}`)).status).toBe(403);
  });

  it('is refused where a browser says that it comes from elsewhere', async () => {
    const foreign: Record<string, string>[] = [
      { Origin: 'https://elsewhere.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ];
    for (const headers of foreign)
      expect((await family.send('POST', '/en/sign-in', 'code=1&word=2', headers)).status).toBe(403);
  });

  it.each(['/xx', '/en/nothing', '/en/stop?what=99', '/en/__proto__', '/en/constructor'])(
    '%s is not there, in plain words',
    async (path) => {
      const answer = await family.send('GET', path);
      expect(answer.status).toBe(404);
      expect(wordsOf(answer)).toContain('There is nothing here.');
    },
  );
});

describe('Somebody without a card', () => {
  it('leaves a number, and a pre-case waits for an interview', async () => {
    const stranger = new Family(portal);
    await stranger.get('/look');
    const answer = await stranger.post('/look', { name: 'Hawa', phone: '+999 555 0177', ...SAFE });
    expect(answer.path).toBe('/en/looked');
    expect(wordsOf(answer)).toContain('If we can, we will call you.');
    const [task] = await eventually(async () => {
      const rows = await relink.database.sql<{ dossier_id: string; owner_id: string }>(
        `SELECT dossier_id, owner_id FROM relink.tasks WHERE kind = 'first-contact'`,
      );
      expect(rows).toHaveLength(1);
      return rows;
    });
    expect(task!.owner_id).toBe(supervisor.account.id);
    const { state, interview } = await expectStatus(200, supervisor.get(`/tracing-requests/${task!.dossier_id}`));
    expect(state).toBe('pre-case');
    expect(interview.enquirer.person).toMatchObject({
      names: [{ text: 'Hawa', kind: 'usual' }],
      contacts: [{ kind: 'phone', value: '+999 555 0177', safeHours: 'evening on weekdays', language: 'so' }],
    });
  });
});
