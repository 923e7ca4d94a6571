import { eventually } from '#libs/testing';
import { Totp } from '#libs/crypto';
import { dayOf } from '#libs/kernel';
import { exampleOf, ROUTES, type Tell } from './api-document.js';
import type { Deployment } from './deployment.js';
import { Staff } from './staff.js';
import { anInterview, expectStatus } from './stories.js';
import { tellAfterLocating } from './tell-after-locating.js';
import { tellOpenRequests } from './tell-cases.js';
import { tellListCheck, tellLists } from './tell-lists.js';
import { tellPartners } from './tell-partners.js';
import { tellStewardship } from './tell-stewardship.js';

/**
 * Puts a told text into every field of every route that takes one, in the order in which a case goes: interviews,
 * decisions, registrations, matches found by the worker and their reviews, accounts and their passwords, and what a partner is told
 * and tells: the deployment is one that takes part in the exchange.
 */
export async function tellEverything(relink: Deployment, tell: Tell): Promise<{ routes: Set<string> }> {
  const routes = new Set<string>();
  const [caseworker, supervisor, specialist, administrator] = [
    await relink.signIn('caseworker'),
    await relink.signIn('supervisor'),
    await relink.signIn('child-protection-specialist'),
    await relink.signIn('administrator'),
  ];
  const body = (route: string): object => {
    routes.add(route);
    const found = ROUTES.find(({ name }) => name === route);
    if (!found) throw new Error(`There is no route ${route} any more.`);
    return found.body ? (exampleOf(found.body, tell, route) as object) : {};
  };
  const step = async (by: Staff, route: string, id: string, version: number, more: object = {}) => {
    const [method, path] = route.split(' ') as [string, string];
    const sent = { ...body(route), ...more };
    return expectStatus(200, by.send(method, path.replace('{id}', id), sent, { 'If-Match': `"${version}"` }));
  };

  const interview = async () => {
    const { id, version } = await expectStatus(
      201,
      caseworker.post('/tracing-requests', body('POST /tracing-requests')),
    );
    const saved = await step(caseworker, 'PUT /tracing-requests/{id}/interview', id, version);
    return step(caseworker, 'POST /tracing-requests/{id}/complete-interview', id, saved.version);
  };
  await expectStatus(
    201,
    caseworker.post('/tracing-requests/first-contacts', body('POST /tracing-requests/first-contacts')),
  );
  const refused = await interview();
  await step(supervisor, 'POST /tracing-requests/{id}/refuse', refused.id, refused.version);
  const asked = await interview();
  const back = await step(supervisor, 'POST /tracing-requests/{id}/ask-for-more', asked.id, asked.version);
  const again = await step(caseworker, 'POST /tracing-requests/{id}/complete-interview', asked.id, back.version);
  await step(supervisor, 'POST /tracing-requests/{id}/accept', again.id, again.version);

  const open = async () => {
    const { id, version } = await interview();
    return step(supervisor, 'POST /tracing-requests/{id}/accept', id, version);
  };
  await tellOpenRequests(relink, { caseworker, supervisor, open, step, body });
  await tellTheFamily(caseworker, again.id, body);
  await expectStatus(200, caseworker.post('/places/suggestions', body('POST /places/suggestions')));

  const announced = await expectStatus(
    201,
    caseworker.post(`/dossiers/${again.id}/files`, body('POST /dossiers/{id}/files')),
  );
  body('POST /files/{id}/content');
  const text = Buffer.from(tell('the content of a file'));
  await expectStatus(200, caseworker.upload(`/files/${announced.id}/content`, text, announced.version));
  const mistaken = await expectStatus(
    201,
    caseworker.post(`/dossiers/${again.id}/files`, body('POST /dossiers/{id}/files')),
  );
  await step(caseworker, 'POST /files/{id}/remove', mistaken.id, mistaken.version);

  await tellLists(tell, body, step, caseworker);

  // The same person twice: one match to confirm, one to reject.
  const { interview: told } = await expectStatus(200, caseworker.get(`/tracing-requests/${again.id}`));
  await tellListCheck(relink, { body, step, caseworker }, again.id, told.soughtPersons[0].person);
  const registered: string[] = [];
  for (let count = 0; count < 2; count++)
    registered.push(
      (
        await expectStatus(
          201,
          caseworker.post('/registrations', { ...body('POST /registrations'), person: told.soughtPersons[0].person }),
        )
      ).id,
    );
  const [first, second] = await eventually(async () => {
    const { items } = await expectStatus(
      200,
      caseworker.get(`/potential-matches?requestId=${again.id}&state=proposed`),
    );
    // The other requests told here may look alike as well.
    const registered = items.filter((one: { registrationReference: string }) => /^REG/.test(one.registrationReference));
    if (registered.length < 2) throw new Error('not proposed yet');
    return registered;
  });
  const review = (by: Staff, name: string, { id, version }: { id: string; version: number }, more: object = {}) =>
    step(by, `POST /potential-matches/{id}/${name}`, id, version, more);
  const given = await review(supervisor, 'reassign', await review(caseworker, 'take', second), {
    reviewerId: caseworker.account.id,
  });
  const reopened = await review(supervisor, 'reopen', await review(caseworker, 'reject', given));
  await review(supervisor, 'supersede', await review(caseworker, 'reject', reopened));
  const taken = await review(caseworker, 'take', first);
  const waiting = await review(caseworker, 'ask-for-evidence', taken);
  const resumed = await review(caseworker, 'resume-review', waiting);
  const probable = await review(caseworker, 'judge-probable', resumed);
  await review(specialist, 'confirm', probable);

  await tellAfterLocating({ step, body }, again.id, relink, { caseworker, supervisor, specialist });
  await agree(relink, body, step, { caseworker, specialist, dossierId: asked.id });
  const elsewhere = await relink.signIn('supervisor', 'Highlands');
  await tellOfAChild({ caseworker, supervisor, specialist, elsewhere }, relink, body, step);
  await enrol(relink, administrator, tell, routes);
  const [liaison, steward] = [await relink.signIn('liaison'), await relink.signIn('steward')];
  await tellPartners(relink, { tell, body, step, caseworker, supervisor, specialist, liaison, steward });
  await tellStewardship(
    relink,
    { body, step, steward },
    { refused: refused.id, erased: again.id, registration: registered.at(-1)!, withSought: (await open()).id },
  );
  return { routes };
}

/** Cards with words of their own, and what is written to the family. */
async function tellTheFamily(caseworker: Staff, requestId: string, body: (route: string) => object): Promise<void> {
  const on = async (name: string) =>
    expectStatus(
      201,
      caseworker.post(`/tracing-requests/${requestId}/${name}`, body(`POST /tracing-requests/{id}/${name}`)),
    );
  const lost = await on('family-cards');
  const issued = await expectStatus(
    201,
    caseworker.post(`/family-cards/${lost.id}/re-issue`, body('POST /family-cards/{id}/re-issue'), lost.version),
  );
  await on('family-answers');
  await on('invite-to-talk');
  await on('end-invitation');
  body('POST /family-cards/{id}/cancel');
  await expectStatus(200, caseworker.post(`/family-cards/${issued.id}/cancel`, {}, issued.version));
}

type Step = (
  by: Staff,
  route: string,
  id: string,
  version: number,
  more?: object,
) => Promise<{ id: string; version: number }>;

/** What people agree to, limit and take back, and what a specialist decides for somebody at risk. */
async function agree(
  relink: Deployment,
  body: (route: string) => object,
  step: Step,
  { caseworker, specialist, dossierId }: { caseworker: Staff; specialist: Staff; dossierId: string },
): Promise<void> {
  const [sought] = await relink.database.sql<{ id: string }>(
    'SELECT id FROM relink.sought_persons WHERE dossier_id = $1',
    [dossierId],
  );
  const of = `/persons/${sought!.id}`;
  const recorded = await expectStatus(201, caseworker.post(`${of}/bases`, body('POST /persons/{id}/bases')));
  const revised = await step(caseworker, 'POST /bases/{id}/revise', recorded.id, recorded.version);
  const limited = await step(caseworker, 'POST /bases/{id}/restrict', revised.id, revised.version);
  await step(caseworker, 'POST /bases/{id}/object', limited.id, limited.version, {
    purposes: ['match-within-society'],
  });
  const fresh = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
  const [agreed] = await relink.database.sql<{ id: string }>(
    'SELECT b.id FROM relink.tracing_requests r JOIN relink.bases b ON b.person_id = r.enquirer_id WHERE r.id = $1',
    [fresh.id],
  );
  const narrowed = await step(caseworker, 'POST /bases/{id}/narrow', agreed!.id, 1, {
    purposes: ['match-within-society'],
  });
  await step(caseworker, 'POST /bases/{id}/withdraw', narrowed.id, narrowed.version);
  const release = await expectStatus(
    201,
    specialist.post(`${of}/protection-releases`, {
      ...body('POST /persons/{id}/protection-releases'),
      validUntil: dayOf(new Date(Date.now() + 86_400_000)),
    }),
  );
  body('POST /protection-releases/{id}/end');
  await expectStatus(200, specialist.post(`/protection-releases/${release.id}/end`));
}

/** A child's registration from the first day to the last. */
async function tellOfAChild(
  who: Record<'caseworker' | 'supervisor' | 'specialist' | 'elsewhere', Staff>,
  relink: Deployment,
  body: (route: string) => object,
  step: Step,
): Promise<void> {
  const { caseworker, supervisor, specialist, elsewhere } = who;
  const told = { ...body('POST /registrations'), kind: 'unaccompanied-child' };
  let child = await expectStatus(201, caseworker.post('/registrations', told));
  const next = async (by: Staff, verb: string, more: object = {}) => {
    child = await step(by, `POST /registrations/{id}/${verb}`, child.id, child.version, more);
  };
  await next(caseworker, 'correct');
  await next(caseworker, 'record-care');
  await next(caseworker, 'propose-best-interests');
  await next(specialist, 'decide-best-interests');
  await next(caseworker, 'plan-follow-up', { due: '2096-01-01' });
  const { followUps } = await expectStatus(200, caseworker.get(`/registrations/${child.id}`));
  await next(caseworker, 'record-follow-up', { followUpId: followUps[0].id });
  await next(caseworker, 'record-wishes');
  await next(supervisor, 'reassign', { ownerId: caseworker.account.id });
  const branchId = relink.branches.Highlands;
  await next(supervisor, 'share', { branchId });
  await next(supervisor, 'end-sharing', { branchId });
  await next(supervisor, 'offer-transfer', { branchId });
  await next(elsewhere, 'decline-transfer');
  await next(supervisor, 'offer-transfer', { branchId });
  await next(elsewhere, 'take-over');
  await next(elsewhere, 'close');
  await next(elsewhere, 'reopen');
  await next(elsewhere, 'withdraw');
}

/** A new account through its link, and a wrong attempt to sign in. */
async function enrol(relink: Deployment, administrator: Staff, tell: Tell, routes: Set<string>): Promise<void> {
  const [email, password] = ['canary@relink.example', `${tell('password')} ${tell('password')}`];
  const account = { email, name: 'Somebody', role: 'caseworker' as const, branchId: relink.branches.Harbour! };
  const { id, enrolmentToken } = await expectStatus(201, administrator.post('/accounts', account));
  await expectStatus(200, administrator.post(`/accounts/${id}/record-training`, { newsOfDeath: true }, 1));
  const nobody = new Staff(relink.url, { ...account, id });
  const { totpSecret } = await expectStatus(200, nobody.post(`/enrolments/${enrolmentToken}`, { password }));
  const code = new Totp(totpSecret).code(new Date());
  await expectStatus(204, nobody.post(`/enrolments/${enrolmentToken}/confirm`, { code }));
  await expectStatus(401, nobody.post('/session', { email, password: `${password} ${tell('wrong password')}` }));
  await expectStatus(401, nobody.post('/session', { email: `${tell('unknown address', 30)}`, password }));
  await nobody.signIn(password, new Totp(totpSecret).code(new Date(Date.now() + 30_000)));
  const newPassword = `${tell('new password')} ${tell('new password')}`;
  await expectStatus(400, nobody.post('/own-account/change-password', { password: tell('a guess'), newPassword }));
  await expectStatus(200, nobody.post('/own-account/change-password', { password, newPassword }));
  for (const route of [
    'POST /accounts',
    'POST /accounts/{id}/record-training',
    'POST /enrolments/{token}',
    'POST /enrolments/{token}/confirm',
    'POST /session',
    'POST /own-account/change-password',
  ])
    routes.add(route);
}
