import { eventually } from '#libs/testing';
import type { Deployment } from './deployment.js';
import type { Staff } from './staff.js';
import { expectStatus } from './stories.js';

interface Telling {
  step: (by: Staff, route: string, id: string, version: number, more?: object) => Promise<{ version: number }>;
  body: (route: string) => object;
}

/** Everything there is to tell once somebody was located. */
export async function tellAfterLocating(
  telling: Telling,
  requestId: string,
  relink: Deployment,
  team: Record<'caseworker' | 'supervisor' | 'specialist', Staff>,
): Promise<void> {
  const soughtId = await tellResult(telling, requestId, team);
  await tellReunification(telling, requestId, soughtId, relink, team);
  await tellReferrals(telling, soughtId, team);
  await tellMessages(telling, requestId, team);
}

/** Wishes with all there is to say of them, and the result made of them, delivered. */
async function tellResult(
  { step, body }: Telling,
  id: string,
  { caseworker, supervisor, specialist }: Record<'caseworker' | 'supervisor' | 'specialist', Staff>,
): Promise<string> {
  const { version, answers } = await eventually(async () => {
    const result = await expectStatus(200, caseworker.get(`/tracing-requests/${id}/result`));
    if (result.state !== 'located') throw new Error('not located yet');
    return result;
  });
  const route = 'POST /tracing-requests/{id}/record-wishes';
  const { wishes, documentedFate } = body(route) as Record<'wishes' | 'documentedFate', { asked: object }>;
  const { soughtId } = answers[0];
  const fate = await step(caseworker, route, id, version, { soughtId, wishes: undefined, documentedFate });
  const asked = { ...wishes.asked, by: caseworker.account.id };
  const told = { ...wishes, asked, until: undefined, enquirers: [], specialistId: specialist.account.id };
  const recorded = await step(caseworker, route, id, fate.version, {
    soughtId,
    wishes: told,
    documentedFate: undefined,
  });
  const prepared = await step(caseworker, 'POST /tracing-requests/{id}/prepare-result', id, recorded.version);
  const approved = await step(supervisor, 'POST /tracing-requests/{id}/approve-result', id, prepared.version);
  await step(caseworker, 'POST /tracing-requests/{id}/deliver-result', id, approved.version, {
    deliveredBy: undefined,
  });
  return soughtId;
}

/** A sister and a brother on their way together, to the last visit. */
async function tellReunification(
  { step, body }: Telling,
  requestId: string,
  soughtId: string,
  relink: Deployment,
  { caseworker, supervisor, specialist }: Record<'caseworker' | 'supervisor' | 'specialist', Staff>,
): Promise<void> {
  const [request] = await relink.database.sql<{ enquirer_id: string }>(
    'SELECT enquirer_id FROM relink.tracing_requests WHERE id = $1',
    [requestId],
  );
  const personIds = [request!.enquirer_id, soughtId];
  const opened = await expectStatus(
    201,
    caseworker.post(`/tracing-requests/${requestId}/reunifications`, {
      ...body('POST /tracing-requests/{id}/reunifications'),
      personIds,
    }),
  );
  let { version } = opened;
  const take = async (by: Staff, verb: string, more: object = {}) => {
    ({ version } = await step(by, `POST /reunifications/{id}/${verb}`, opened.id, version, more));
  };
  const say = (by: Staff, kind: string, personId?: string) => take(by, 'record-statement', { kind, personId });
  await say(caseworker, 'relation-evidence');
  await take(caseworker, 'suspend');
  await take(caseworker, 'resume');
  await take(caseworker, 'verify-relation');
  for (const personId of personIds)
    for (const kind of ['willingness', 'childs-view', 'best-interests', 'guardian'])
      await say(caseworker, kind, personId);
  for (const personId of personIds) await say(specialist, 'best-interests', personId);
  await take(caseworker, 'confirm-willingness');
  for (const kind of ['place-check', 'documents', 'no-coercion', 'journey']) await say(caseworker, kind);
  await take(supervisor, 'authorise');
  await take(caseworker, 'plan-journey');
  for (const kind of ['signed-by-handing-over', 'signed-by-receiving']) await say(caseworker, kind);
  await take(caseworker, 'hand-over');
  await take(caseworker, 'suspend');
  await take(caseworker, 'resume-follow-up');
  for (let visit = 0; visit < 3; visit++) await take(caseworker, 'record-follow-up');
  await take(supervisor, 'close');
  const other = await expectStatus(
    201,
    caseworker.post(`/tracing-requests/${requestId}/reunifications`, {
      ...body('POST /tracing-requests/{id}/reunifications'),
      personIds,
    }),
  );
  await step(supervisor, 'POST /reunifications/{id}/end', other.id, other.version);
}

/** To the outcome, declined and withdrawn. */
async function tellReferrals(
  { step, body }: Telling,
  personId: string,
  { caseworker, supervisor }: Record<'caseworker' | 'supervisor', Staff>,
): Promise<void> {
  const service = { name: 'A service', place: 'Here', contact: 'At the door', languages: ['en'], opening: 'Mondays' };
  const known = { ...service, needs: ['shelter'], open: true };
  const provider = await expectStatus(201, supervisor.post('/service-providers', known));
  await expectStatus(200, supervisor.put(`/service-providers/${provider.id}`, known, provider.version));
  const proposed = async () =>
    expectStatus(
      201,
      caseworker.post(`/persons/${personId}/referrals`, {
        ...body('POST /persons/{id}/referrals'),
        providerId: provider.id,
        need: 'shelter',
      }),
    );
  const way = async (...verbs: string[]) => {
    const { id, ...receipt } = await proposed();
    let { version } = receipt;
    for (const verb of verbs) ({ version } = await step(caseworker, `POST /referrals/{id}/${verb}`, id, version));
  };
  await way('agree', 'send', 'accept', 'complete');
  await way('agree', 'send', 'decline');
  await way('withdraw');
}

/** Handed over and answered, returned, refused, and turned into a tracing request. */
async function tellMessages(
  { step, body }: Telling,
  requestId: string,
  { caseworker, supervisor }: Record<'caseworker' | 'supervisor', Staff>,
): Promise<void> {
  const collect = async () =>
    expectStatus(201, caseworker.post('/red-cross-messages', body('POST /red-cross-messages')));
  const way = async (...verbs: string[]) => {
    const { id, ...receipt } = await collect();
    let { version } = receipt;
    for (const verb of verbs)
      ({ version } = await step(
        ['check', 'refuse'].includes(verb) ? supervisor : caseworker,
        `POST /red-cross-messages/{id}/${verb}`,
        id,
        version,
        verb === 'become-tracing-request' ? { requestId } : {},
      ));
    return id as string;
  };
  const delivered = await way('check', 'forward', 'deliver');
  const reply = body('POST /red-cross-messages/{id}/replies');
  await expectStatus(201, caseworker.post(`/red-cross-messages/${delivered}/replies`, reply));
  await way('check', 'forward', 'return', 'close');
  await way('refuse');
  await way('become-tracing-request');
}
