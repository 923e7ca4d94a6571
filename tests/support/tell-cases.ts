import type { Deployment } from './deployment.js';
import type { Staff } from './staff.js';
import { expectStatus } from './stories.js';

interface Receipt {
  id: string;
  version: number;
}

/** One step of a route with a told text in every field. `more` replaces fields whose meaning the schema does not tell. */
export type TellStep = (by: Staff, route: string, id: string, version: number, more?: object) => Promise<Receipt>;

interface Told {
  caseworker: Staff;
  supervisor: Staff;
  /** An open request, told and accepted. */
  open: () => Promise<Receipt>;
  step: TellStep;
  body: (route: string) => object;
}

/** Tells everything that a request is told once it is open: rests, attempts, searches, results, its end, its neighbours. */
export async function tellOpenRequests(relink: Deployment, told: Told): Promise<void> {
  const elsewhere = await relink.signIn('supervisor', 'Highlands');
  await tellLife(told);
  await tellSearches(told);
  await tellNeighbours(told, elsewhere);
}

async function tellLife({ caseworker, supervisor, open, step, body }: Told): Promise<void> {
  const { id, version } = await open();
  const on = (by: Staff, name: string, known: number, more?: object) =>
    step(by, `POST /tracing-requests/{id}/${name}`, id, known, more);
  const view = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
  const soughtId: string = view.interview.soughtPersons[0].id;

  let now = await on(caseworker, 'put-on-hold', version);
  now = await on(caseworker, 'resume', now.version);
  now = await on(caseworker, 'contact-attempts', now.version);
  const [today, yesterday] = [new Date(), new Date(Date.now() - 86_400_000)];
  for (const at of [yesterday, yesterday, today].map((day) => day.toISOString()))
    now = await on(caseworker, 'contact-attempts', now.version, { at, outcome: 'no-answer' });
  now = await on(caseworker, 'lose-enquirer', now.version);
  now = await on(caseworker, 'regain-enquirer', now.version);
  const corrected = body('POST /tracing-requests/{id}/corrections') as { interview: { soughtPersons: object[] } };
  const [sought] = corrected.interview.soughtPersons;
  now = await on(caseworker, 'corrections', now.version, {
    interview: { ...corrected.interview, soughtPersons: [{ ...sought, id: soughtId }] },
  });
  now = await on(caseworker, 'set-next-action', now.version);
  now = await on(caseworker, 'review', now.version);
  now = await on(caseworker, 'change-sensitivity', now.version, { sensitivity: 'restricted' });
  now = await on(supervisor, 'reassign', now.version, { ownerId: caseworker.account.id });
  now = await on(supervisor, 'close', now.version, { endsForMissing: true });
  now = await on(supervisor, 'reopen', now.version);
  now = await on(caseworker, 'record-as-located', now.version, { soughtId });
  // Asked in vain: nothing is delivered yet.
  const path = `/tracing-requests/${id}/continue-search`;
  await expectStatus(409, caseworker.post(path, body('POST /tracing-requests/{id}/continue-search'), now.version));
}

async function tellSearches({ caseworker, supervisor, open, step, body }: Told): Promise<void> {
  const { id } = await open();
  const plan = async () => {
    const view = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
    const more = { soughtId: view.interview.soughtPersons[0].id };
    return step(caseworker, 'POST /tracing-requests/{id}/search-actions', id, view.version, more);
  };
  const on = (name: string, search: Receipt) =>
    step(caseworker, `POST /search-actions/{id}/${name}`, search.id, search.version);
  await on('record-outcome', await on('begin', await plan()));
  await on('abandon', await plan());
  // Only an enquiry at an authority is approved.
  const path = `/search-actions/${(await plan()).id}/approve`;
  await expectStatus(409, supervisor.post(path, body('POST /search-actions/{id}/approve'), 1));
}

async function tellNeighbours({ caseworker, supervisor, open, step }: Told, elsewhere: Staff): Promise<void> {
  const [first, second, third] = [await open(), await open(), await open()];
  const on = (by: Staff, name: string, { id, version }: Receipt, more: object = {}) =>
    step(by, `POST /tracing-requests/{id}/${name}`, id, version, more);
  await on(caseworker, 'mark-duplicate', first, { otherId: second.id });
  await on(supervisor, 'merge', first, { otherId: second.id });
  await on(supervisor, 'undo-merge', first, { otherId: second.id });
  await on(caseworker, 'mark-duplicate', first, { otherId: third.id });
  await on(supervisor, 'dismiss-duplicate', first, { otherId: third.id });

  const { branchId } = elsewhere.account;
  await on(supervisor, 'share', third, { branchId });
  await on(supervisor, 'end-sharing', third, { branchId });
  await on(supervisor, 'offer-transfer', third, { branchId });
  await on(supervisor, 'take-back-transfer', third);
  await on(supervisor, 'offer-transfer', third, { branchId });
  await on(elsewhere, 'accept-transfer', third, { ownerId: elsewhere.account.id });
  await on(supervisor, 'offer-transfer', first, { branchId });
  await on(elsewhere, 'decline-transfer', first);
  await on(caseworker, 'withdraw', first);
}
