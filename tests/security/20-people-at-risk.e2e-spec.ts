import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Consent, isGuarded, PURPOSES, type Purpose, type UseOptions } from '#libs/consent';
import { UnitOfWork } from '#libs/database';
import { dayOf, type DossierId, type PersonId } from '#libs/kernel';
import { PROTECTION_FLAGS } from '#libs/people';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, consent, expectStatus } from '../support/stories.js';

const GUARDED = PURPOSES.filter(isGuarded);
/** The paths on which something leaves the Society, with the receiver that each of them names. */
const PATHS: readonly (readonly [Purpose, UseOptions])[] = GUARDED.map((purpose) => [purpose, receiverFor(purpose)]);
const soon = dayOf(new Date(Date.now() + 10 * 86_400_000));

let relink: Deployment;
let caseworker: Staff;
let specialist: Staff;

beforeAll(async () => {
  relink = await Deployment.start({ worker: false });
  [caseworker, specialist] = [await relink.signIn('caseworker'), await relink.signIn('child-protection-specialist')];
});
afterAll(() => relink.stop());

function receiverFor(purpose: Purpose): UseOptions {
  if (purpose === 'share-with-partner') return { recipient: { class: 'partner', id: 'KEN', country: 'KE' } };
  return purpose === 'share-with-authority' ? { recipient: { class: 'authority', id: 'court' } } : {};
}

function interview(protection: readonly string[]) {
  const told = anInterview();
  const person = { ...told.enquirer.person, protection };
  const basis = {
    ...consent,
    givenBy: 'guardian',
    purposes: [...PURPOSES],
    recipients: ['partner', 'authority', 'service'],
  };
  return { ...told, enquirer: { ...told.enquirer, person, basis } };
}

interface Enquirer {
  requestId: DossierId;
  id: PersonId;
}

/** Agreed to everything, and nothing speaks against it. */
async function anEnquirer(): Promise<Enquirer> {
  const { id } = await expectStatus(201, caseworker.post('/tracing-requests', { interview: interview([]) }));
  const [row] = await relink.database.sql<{ id: PersonId }>(
    'SELECT enquirer_id AS id FROM relink.tracing_requests WHERE id = $1',
    [id],
  );
  return { requestId: id, id: row!.id };
}

async function flag({ requestId }: Enquirer, protection: readonly string[]): Promise<void> {
  const { version } = await expectStatus(200, caseworker.get(`/tracing-requests/${requestId}`));
  await expectStatus(200, caseworker.put(`/tracing-requests/${requestId}/interview`, interview(protection), version));
}

async function answers({ id, requestId }: Enquirer): Promise<Record<string, string>> {
  const { id: accountId, role, branchId } = caseworker.account;
  const answered: Record<string, string> = {};
  for (const [purpose, options] of PATHS)
    answered[purpose] = await relink.app
      .get(UnitOfWork)
      .run({ kind: 'staff', accountId, role, branchId }, (tx) =>
        relink.app.get(Consent).permit(tx, { id, dossierId: requestId }, purpose, options),
      )
      .then(
        () => 'permitted',
        (error: { code?: string }) => error.code ?? 'failed',
      );
  return answered;
}

const all = (answer: string) => Object.fromEntries(GUARDED.map((purpose) => [purpose, answer]));
const HELD = 'permit.protection-flag';

describe('A child or a person at risk', () => {
  it.each(PROTECTION_FLAGS)(
    'flagged mid-flow as "%s": every path out of the Society refuses from then on',
    async (one) => {
      const enquirer = await anEnquirer();
      expect(await answers(enquirer)).toEqual(all('permitted'));
      await flag(enquirer, [one]);
      expect(await answers(enquirer)).toEqual(all(HELD));
    },
  );

  it('is let through only where the specialist decided so, for that use, while it lasts, and not with a new flag', async () => {
    const enquirer = await anEnquirer();
    await flag(enquirer, ['trafficking-risk']);
    const path = `/persons/${enquirer.id}/protection-releases`;
    const decision = { purpose: 'share-with-partner', validUntil: soon, reason: 'The partner keeps it safe.' };
    expect((await caseworker.post(path, decision)).status).toBe(403);
    expect((await specialist.post(path, { ...decision, validUntil: '2020-01-01' })).status).toBe(400);
    expect((await specialist.post(path, { ...decision, validUntil: '2090-01-01' })).status).toBe(400);
    expect((await specialist.post(path, { ...decision, purpose: 'publish-enquirer-photo' })).status).toBe(400);
    const release = await expectStatus(201, specialist.post(path, decision));
    expect(await answers(enquirer)).toEqual({ ...all(HELD), 'share-with-partner': 'permitted' });
    await flag(enquirer, ['trafficking-risk', 'witness']);
    expect(await answers(enquirer)).toEqual(all(HELD));
    await flag(enquirer, ['trafficking-risk']);
    expect((await caseworker.post(`/protection-releases/${release.id}/end`)).status).toBe(403);
    await expectStatus(200, specialist.post(`/protection-releases/${release.id}/end`));
    expect(await answers(enquirer)).toEqual(all(HELD));
  });

  it('who has no flag needs no release', async () => {
    const enquirer = await anEnquirer();
    const decision = { purpose: 'share-with-partner', validUntil: soon, reason: 'Just in case.' };
    const answer = await specialist.post(`/persons/${enquirer.id}/protection-releases`, decision);
    expect(answer).toMatchObject({ status: 409, body: { code: 'release.nothing-held' } });
  });
});
