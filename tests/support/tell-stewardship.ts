import { dayOf } from '#libs/kernel';
import { eventually } from '#libs/testing';
import type { Deployment } from './deployment.js';
import { Staff } from './staff.js';
import { expectStatus } from './stories.js';

interface Telling {
  body: (route: string) => object;
  step: (
    by: Staff,
    route: string,
    id: string,
    version: number,
    more?: object,
  ) => Promise<{ id: string; version: number }>;
  steward: Staff;
}

/** The records it ends with: one refused, and three whose people or all are erased. */
interface Ended {
  refused: string;
  erased: string;
  registration: string;
  withSought: string;
}

/** What people ask for by right, breaches, and how records end. Comes last: it erases. */
export async function tellStewardship(relink: Deployment, telling: Telling, ended: Ended): Promise<void> {
  await tellRights(relink, telling, ended.withSought);
  await tellBreaches(telling);
  await tellExports(relink, telling);
  await tellRetention(relink, telling, ended);
}

async function soughtOf({ database }: Deployment, requestId: string): Promise<string> {
  const [sought] = await database.sql<{ id: string }>('SELECT id FROM relink.sought_persons WHERE dossier_id = $1', [
    requestId,
  ]);
  return sought!.id;
}

async function tellRights(relink: Deployment, { body, step, steward }: Telling, requestId: string): Promise<void> {
  const person = await soughtOf(relink, requestId);
  const receive = async () =>
    expectStatus(201, steward.post(`/persons/${person}/rights-requests`, body('POST /persons/{id}/rights-requests')));
  const first = await receive();
  const checked = await step(steward, 'POST /rights-requests/{id}/check-identity', first.id, first.version);
  const extended = await step(steward, 'POST /rights-requests/{id}/extend', checked.id, checked.version);
  await step(steward, 'POST /rights-requests/{id}/answer', extended.id, extended.version);
  const second = await receive();
  await step(steward, 'POST /rights-requests/{id}/refuse', second.id, second.version);
  await expectStatus(200, steward.get(`/persons/${person}/copy`));
  await expectStatus(200, steward.get(`/persons/${person}/copy-page`));
}

async function tellBreaches({ body, step, steward }: Telling): Promise<void> {
  const assessed = async () => {
    const { id, version } = await expectStatus(201, steward.post('/breaches', body('POST /breaches')));
    return step(steward, 'POST /breaches/{id}/assess', id, version);
  };
  const one = await assessed();
  const notified = await step(steward, 'POST /breaches/{id}/notify', one.id, one.version);
  await step(steward, 'POST /breaches/{id}/close', notified.id, notified.version);
  const other = await assessed();
  await step(steward, 'POST /breaches/{id}/judge-not-notifiable', other.id, other.version);
}

/** Lists of persons: one refused, one taken back, and one that is fetched. */
async function tellExports(relink: Deployment, { body, step, steward }: Telling): Promise<void> {
  const [asker, supervisor] = [await relink.signIn('supervisor'), await relink.signIn('supervisor')];
  const ask = async () => expectStatus(201, asker.post('/exports', body('POST /exports')));
  const refused = await ask();
  await step(supervisor, 'POST /exports/{id}/refuse', refused.id, refused.version);
  const back = await ask();
  await step(asker, 'POST /exports/{id}/take-back', back.id, back.version);
  // Of any day, and one person at least who needs no protection, so that there is somebody in it.
  const told = body('POST /registrations') as { person: object };
  const person = { ...told.person, protection: [] };
  const basis = { legalBasis: 'public-interest', purposes: ['trace'], givenBy: 'not-asked', how: 'none' };
  const safe = { ...told, kind: 'adult-at-risk', sensitivity: 'open', person, basis };
  await expectStatus(201, (await relink.signIn('caseworker')).post('/registrations', safe));
  const days = { what: 'registrations', openedFrom: '2000-01-01', openedTo: dayOf(new Date()) };
  const asked = await expectStatus(201, asker.post('/exports', { ...body('POST /exports'), ...days }));
  const once = await step(supervisor, 'POST /exports/{id}/approve', asked.id, asked.version);
  await step(steward, 'POST /exports/{id}/approve', once.id, once.version);
  const ready = await eventually(async () => {
    const one = await expectStatus(200, asker.get(`/exports/${asked.id}`));
    if (one.state !== 'ready') throw new Error(`not made yet: ${one.state}`);
    return one as { id: string; version: number };
  });
  body('POST /exports/{id}/show-key');
  const { key } = await expectStatus(200, asker.post(`/exports/${ready.id}/show-key`, {}, ready.version));
  body('POST /exports/{id}/download');
  await expectStatus(200, asker.post(`/exports/${ready.id}/download`, { key }));
}

async function tellRetention(relink: Deployment, { body, step, steward }: Telling, ended: Ended): Promise<void> {
  await expectStatus(200, steward.put('/retention-times', body('PUT /retention-times')));
  const { version } = await eventually(async () => expectStatus(200, steward.get(`/retention/${ended.refused}`)));
  const held = await step(steward, 'POST /retention/{id}/hold', ended.refused, version);
  const lifted = await step(steward, 'POST /retention/{id}/lift-hold', held.id, held.version);
  await fallDue(relink, ended.refused);
  const archived = await step(steward, 'POST /retention/{id}/archive', lifted.id, lifted.version);
  await fallDue(relink, ended.refused);
  await step(steward, 'POST /retention/{id}/anonymise', archived.id, archived.version);
  await relink.database.sql(
    `INSERT INTO relink.retention_clocks (id, dossier_id, category, state, started_on, due_on)
     VALUES ($1, $1, 'refused', 'due', current_date, current_date)`,
    [ended.erased],
  );
  await step(steward, 'POST /retention/{id}/erase', ended.erased, 1);
  body('POST /dossiers/{id}/erase');
  await expectStatus(201, steward.post(`/dossiers/${ended.registration}/erase`));
  body('POST /persons/{id}/erase');
  await expectStatus(201, steward.post(`/persons/${await soughtOf(relink, ended.withSought)}/erase`));
}

/** As the daily review does it, without waiting for the day. */
async function fallDue({ database }: Deployment, id: string): Promise<void> {
  await database.sql(`UPDATE relink.retention_clocks SET state = 'due' WHERE id = $1`, [id]);
}
