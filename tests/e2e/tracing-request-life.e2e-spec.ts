import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { daysAfter } from '#libs/kernel';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, expectStatus, openRequest } from '../support/stories.js';

let relink: Deployment;
let caseworker: Staff;
let supervisor: Staff;
let volunteer: Staff;
const soon = daysAfter(new Date(), 20);
const yesterday = `${daysAfter(new Date(), -1)}T09:00Z`;

beforeAll(async () => {
  relink = await Deployment.start({ worker: false });
  caseworker = await relink.signIn('caseworker');
  supervisor = await relink.signIn('supervisor');
  volunteer = await relink.signIn('intake-volunteer');
});
afterAll(() => relink.stop());

const read = (id: string, by = caseworker) => expectStatus(200, by.get(`/tracing-requests/${id}`));

/** Takes a step on the newest version. */
async function take(id: string, verb: string, body: object = {}, by = caseworker) {
  const { version } = await read(id, supervisor);
  return by.post(`/tracing-requests/${id}/${verb}`, body, version);
}

function missing(answer: { body: { violations?: { code: string }[] } }): string[] {
  return (answer.body.violations ?? []).map(({ code }) => code);
}

describe('A request that rests', () => {
  it('says why and until when, to those who work on it and to nobody else', async () => {
    const { id } = await openRequest(caseworker, supervisor);
    const over = await take(id, 'put-on-hold', { reason: 'Travelling.', until: '2020-01-01' });
    expect({ status: over.status, codes: missing(over) }).toEqual({ status: 400, codes: ['day.over'] });
    expect(missing(await take(id, 'put-on-hold', { reason: 'Travelling.', until: '2027-02-30' }))).toEqual([
      'day.unknown',
    ]);
    expect(missing(await take(id, 'put-on-hold', { reason: '   ', until: soon }))).toEqual(['hold-reason-given']);
    await expectStatus(200, take(id, 'put-on-hold', { reason: 'Travelling.', until: soon }));
    expect(await read(id)).toMatchObject({
      state: 'on-hold',
      nextAction: { code: 'hold-end', due: soon },
      reasons: { hold: 'Travelling.' },
    });
    expect((await read(id, volunteer)).reasons).toEqual({});
    await expectStatus(200, take(id, 'resume'));
    expect(await read(id)).toMatchObject({ state: 'open', nextAction: { code: 'search' }, reasons: {} });
  });
});

describe('rule 15: losing the enquirer is the commonest failure', () => {
  it('takes three attempts on two days, by every known contact', async () => {
    const { id } = await openRequest(caseworker, supervisor);
    expect(missing(await take(id, 'lose-enquirer'))).toEqual(['three-attempts-on-two-days', 'every-contact-tried']);
    for (let count = 0; count < 3; count++)
      await expectStatus(200, take(id, 'contact-attempts', { outcome: 'no-answer' }));
    expect(missing(await take(id, 'lose-enquirer'))).toEqual(['three-attempts-on-two-days', 'every-contact-tried']);
    await expectStatus(200, take(id, 'contact-attempts', { outcome: 'message-left', at: yesterday }));
    expect(missing(await take(id, 'lose-enquirer'))).toEqual(['every-contact-tried']);
    expect((await take(id, 'contact-attempts', { outcome: 'no-answer', contact: 7 })).status).toBe(400);
    await expectStatus(
      200,
      take(id, 'contact-attempts', { outcome: 'not-in-service', contact: 0, note: 'Number dead.' }),
    );
    expect((await read(id)).reaching).toMatchObject({
      unreached: { attempts: 5, days: 2, untried: [] },
      contacts: [''],
    });
    await expectStatus(200, take(id, 'lose-enquirer'));
    expect(await read(id)).toMatchObject({
      state: 'enquirer-unreachable',
      nextAction: { code: 'decision-by-supervisor' },
    });
    await expectStatus(200, take(id, 'regain-enquirer'));
  });

  it('starts to count anew once they were reached, and remembers which contact worked', async () => {
    const { id } = await openRequest(caseworker, supervisor);
    for (const at of [yesterday, yesterday, undefined])
      await expectStatus(200, take(id, 'contact-attempts', { outcome: 'no-answer', contact: 0, at }));
    await expectStatus(200, take(id, 'contact-attempts', { outcome: 'reached', contact: 0 }));
    expect(missing(await take(id, 'lose-enquirer'))).toContain('three-attempts-on-two-days');
    const { reaching } = await read(id);
    expect(reaching.freshUntil).toBe(daysAfter(new Date(), 180));
    expect(reaching.contacts[0]).toMatch(/^\d{4}-/);
  });
});

describe('A person found in the field', () => {
  it('is located by what was seen or documented, never by hearsay; the source is kept', async () => {
    const { id } = await openRequest(caseworker, supervisor);
    const soughtId = (await read(id)).interview.soughtPersons[0].id;
    const result = { soughtId, source: 'A volunteer met her at the gate.' };
    expect(missing(await take(id, 'record-as-located', { ...result, certainty: 'reported' }))).toEqual([
      'match-confirmed-or-field-result-documented',
    ]);
    const elsewhere = { ...result, soughtId: id, certainty: 'seen-in-person' };
    expect((await take(id, 'record-as-located', elsewhere)).body.code).toBe('request.sought-person-unknown');
    await expectStatus(200, take(id, 'record-as-located', { ...result, certainty: 'seen-in-person', detained: true }));
    expect(await read(id)).toMatchObject({
      state: 'located',
      nextAction: { code: 'ask-for-wishes', due: daysAfter(new Date(), 3) },
      history: { soughtPersons: [{ located: true, told: false }], fieldResults: [{ source: result.source }] },
    });
  });

  it('locates the request of several, and the others are sought on once the first result is delivered', async () => {
    const interview = anInterview();
    const second = structuredClone(interview.soughtPersons[0]!);
    second.person.names = [{ text: 'Yusuf Warsame', kind: 'legal' }];
    interview.soughtPersons.push(second);
    const { id } = await openRequest(caseworker, supervisor, interview);
    const [first, other] = (await read(id)).interview.soughtPersons as { id: string }[];
    const found = (soughtId: string) =>
      take(id, 'record-as-located', { soughtId, certainty: 'documented', source: 'The hospital list.' });
    await expectStatus(200, found(first!.id));
    const deliver = `UPDATE relink.tracing_requests SET state = 'result-delivered', version = version + 1 WHERE id = $1`;
    await relink.database.sql(deliver, [id]);
    await relink.database.sql('UPDATE relink.sought_persons SET told_at = now() WHERE id = $1', [first!.id]);
    const good = { outcome: 'contact-restored', keep: { category: 'with-result' } };
    expect(missing(await take(id, 'close', good, supervisor))).toEqual(['nobody-left-behind']);
    await expectStatus(200, take(id, 'continue-search'));
    expect((await read(id)).state).toBe('open');
    await expectStatus(200, found(other!.id));
    await relink.database.sql(deliver, [id]);
    await relink.database.sql('UPDATE relink.sought_persons SET told_at = now() WHERE id = $1', [other!.id]);
    expect(missing(await take(id, 'continue-search'))).toEqual(['someone-still-to-find']);
    await expectStatus(200, take(id, 'close', good, supervisor));
    expect(await read(id)).toMatchObject({ outcome: 'contact-restored', keep: { category: 'with-result' } });
  });
});

describe('rule 20: closing decides retention', () => {
  it('and within it a request can be opened again for something new, afterwards not', async () => {
    const { id } = await openRequest(caseworker, supervisor);
    const closing = { outcome: 'not-located', keep: { category: 'without-result' }, words: 'All lists were read.' };
    expect((await take(id, 'close', closing)).body.code).toBe('workflow.not-yours');
    await expectStatus(200, take(id, 'close', closing, supervisor));
    const closed = await read(id);
    expect(closed).toMatchObject({
      reasons: { closing: closing.words },
      nextAction: { code: 'retention', due: closed.keep.until },
    });
    await expectStatus(200, take(id, 'reopen', { newElement: 'A letter came.' }, supervisor));
    expect(await read(id)).toMatchObject({ state: 'open', reasons: { reopening: 'A letter came.' } });
    await expectStatus(200, take(id, 'close', closing, supervisor));
    await relink.database.sql('UPDATE relink.tracing_requests SET keep_until = current_date - 1 WHERE id = $1', [id]);
    expect(missing(await take(id, 'reopen', { newElement: 'Another.' }, supervisor))).toEqual(['within-retention']);
  });

  it('withdrawing ends it from anywhere and tells those who have to recall', async () => {
    const { id, version } = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
    await expectStatus(
      200,
      caseworker.post(`/tracing-requests/${id}/withdraw`, { words: 'She does not want it.' }, version),
    );
    expect(await read(id)).toMatchObject({ state: 'closed', outcome: 'withdrawn' });
    const told = await relink.database.sql(
      `SELECT 1 FROM relink.outbox WHERE topic = 'cases.request-withdrawn' AND payload->>'requestId' = $1`,
      [id],
    );
    expect(told).toHaveLength(1);
  });
});

describe('A first contact without a name', () => {
  const contact = {
    kind: 'phone',
    value: '+999 555 0188',
    safeHours: 'after 18:00',
    mayBeSaid: 'Say it is the library.',
  };
  const register = (body: object, by = volunteer) => by.post('/tracing-requests/first-contacts', body);

  it('is a request with what to call them and a safe way to reach them, and nothing else', async () => {
    const { id, state } = await expectStatus(201, register({ callName: 'Sister', contact }));
    expect(state).toBe('pre-case');
    const { interview, nextAction } = await read(id);
    expect(interview.enquirer.person).toMatchObject({ names: [{ text: 'Sister' }], contacts: [contact] });
    expect(interview.soughtPersons).toEqual([]);
    expect(nextAction.code).toBe('interview');
  });

  it('needs to know when it is safe to call', async () => {
    const { safeHours: _, ...unsafe } = contact;
    expect((await register({ callName: 'Sister', contact: unsafe })).status).toBe(400);
    expect((await register({ contact })).status).toBe(400);
    expect((await register({ callName: 'Sister', contact }, supervisor)).status).toBe(403);
  });

  it('is not decided on before the interview brings the rest', async () => {
    const { id, version } = await expectStatus(201, register({ callName: 'Sister', contact }, caseworker));
    expect(missing(await take(id, 'complete-interview'))).toEqual([
      'enquirer-identified',
      'relation-known',
      'sought-person-named',
      'circumstances-known',
      'information-notice-given',
      'basis-recorded',
    ]);
    await expectStatus(200, caseworker.put(`/tracing-requests/${id}/interview`, anInterview(), version));
    expect((await expectStatus(200, take(id, 'complete-interview'))).state).toBe('submitted');
  });
});

describe('rule 16: a refused request', () => {
  it('offers a service of the directory that is open, by the name it has today', async () => {
    const service = {
      name: 'Legal aid centre',
      place: 'Harbour',
      needs: ['legal-advice'],
      contact: '+999 555 0170',
      languages: ['en'],
      opening: 'Mondays',
      open: true,
    };
    const { id: referredTo, version } = await expectStatus(201, supervisor.post('/service-providers', service));
    const handedIn = async () => {
      const { id } = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
      await expectStatus(200, take(id, 'complete-interview'));
      return id as string;
    };
    const id = await handedIn();
    const refuse = (body: object, of = id) => take(of, 'refuse', { reason: 'other', ...body }, supervisor);
    expect((await refuse({ referredTo: id })).body.code).toBe('refusal.service-unsuitable');
    await expectStatus(200, refuse({ referredTo, referralKind: 'legal' }));
    const named = { referredTo, referral: 'Legal aid centre, Harbour', referralKind: 'legal' };
    expect((await read(id)).reasons).toMatchObject(named);
    await expectStatus(
      200,
      supervisor.put(`/service-providers/${referredTo}`, { ...service, name: 'X', open: false }, version),
    );
    expect((await read(id)).reasons).toMatchObject(named);
    expect((await refuse({ referredTo }, await handedIn())).body.code).toBe('refusal.service-unsuitable');
  });

  it('has a reason and a referral, which the volunteer does not read', async () => {
    const { id, version } = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
    await expectStatus(200, caseworker.post(`/tracing-requests/${id}/complete-interview`, {}, version));
    const refusal = { reason: 'outside-criteria', referralKind: 'legal', referral: 'The legal clinic.' };
    expect(missing(await take(id, 'refuse', { reason: 'other' }, supervisor))).toEqual(['referral-settled']);
    await expectStatus(200, take(id, 'refuse', refusal, supervisor));
    expect(await read(id)).toMatchObject({
      reasons: { refusal: 'outside-criteria', referralKind: 'legal', referral: 'The legal clinic.' },
      keep: { category: 'refused' },
    });
    expect((await read(id, volunteer)).reasons).toEqual({});
  });

  it('names every rule of acceptance that is not met', async () => {
    const interview = anInterview();
    interview.soughtPersons[0]!.circumstances.cause = 'other';
    const { id, version } = await expectStatus(201, caseworker.post('/tracing-requests', { interview }));
    await expectStatus(200, caseworker.post(`/tracing-requests/${id}/complete-interview`, {}, version));
    const refused = await take(id, 'accept', {}, supervisor);
    expect({ status: refused.status, codes: missing(refused) }).toEqual({ status: 409, codes: ['acceptance.cause'] });
    const { actions } = await read(id, supervisor);
    const accept = actions.find(({ action }: { action: string }) => action === 'accept');
    expect(accept.reasons).toEqual([expect.objectContaining({ code: 'acceptance.cause' })]);
  });
});

describe('An interview that was handed in', () => {
  it('is corrected with its source, and a new flag raises the sensitivity for good', async () => {
    const { id } = await openRequest(caseworker, supervisor);
    const { interview } = await read(id);
    expect((await take(id, 'corrections', { source: 'Her aunt.', interview: anInterview() })).body.code).toBe(
      'request.sought-person-stays',
    );
    const corrected = structuredClone(interview);
    delete corrected.enquirer.basis;
    delete corrected.soughtPersons[0].basis;
    const told = anInterview();
    const changed = {
      ...told,
      soughtPersons: [
        {
          ...told.soughtPersons[0]!,
          id: corrected.soughtPersons[0].id,
          person: { ...told.soughtPersons[0]!.person, protection: ['witness'] },
        },
      ],
    };
    await expectStatus(200, take(id, 'corrections', { source: 'Her aunt.', interview: changed }));
    expect(await read(id)).toMatchObject({
      sensitivity: 'restricted',
      history: { corrections: [{ source: 'Her aunt.' }] },
    });
    const lower = await take(id, 'change-sensitivity', { sensitivity: 'open' }, supervisor);
    expect(lower.body.code).toBe('request.sensitivity-too-low');
    await expectStatus(200, take(id, 'change-sensitivity', { sensitivity: 'protected' }));
    expect((await read(id)).sensitivity).toBe('protected');
    expect((await take(id, 'change-sensitivity', { sensitivity: 'restricted' })).body.code).toBe('workflow.not-yours');
  });
});

describe('Being in charge', () => {
  it('goes to a colleague of the branch, and to nobody else', async () => {
    const { id } = await openRequest(caseworker, supervisor);
    const [colleague, stranger] = [await relink.signIn('caseworker'), await relink.signIn('caseworker', 'Highlands')];
    const to = (ownerId: string, by = supervisor) => take(id, 'reassign', { ownerId }, by);
    expect((await to(colleague.account.id, caseworker)).body.code).toBe('workflow.not-yours');
    expect((await to(stranger.account.id)).body.code).toBe('request.owner-unsuitable');
    await expectStatus(200, to(colleague.account.id));
    expect((await read(id)).owner.id).toBe(colleague.account.id);
    expect((await take(id, 'set-next-action', { code: 'field-visit', due: daysAfter(new Date(), 400) })).status).toBe(
      400,
    );
    await expectStatus(200, take(id, 'set-next-action', { code: 'field-visit', due: soon }));
    expect((await read(id)).nextAction).toEqual({ code: 'field-visit', due: soon });
  });
});
