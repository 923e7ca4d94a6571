import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Purpose } from '#libs/consent';
import type { PersonId } from '#libs/kernel';
import { Deployment } from '../support/deployment.js';
import { permitFor } from '../support/permits.js';
import type { Staff } from '../support/staff.js';
import { anInterview, expectStatus } from '../support/stories.js';

const said = { by: 'self', how: 'spoken' };

let relink: Deployment;
let caseworker: Staff;

beforeAll(async () => {
  relink = await Deployment.start({ worker: false });
  caseworker = await relink.signIn('caseworker');
});
afterAll(() => relink.stop());

async function aCase(): Promise<{ enquirer: PersonId; sought: PersonId }> {
  const { id } = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
  const [row] = await relink.database.sql<{ enquirer: PersonId; sought: PersonId }>(
    `SELECT r.enquirer_id AS enquirer, s.id AS sought
     FROM relink.tracing_requests r JOIN relink.sought_persons s ON s.dossier_id = r.id WHERE r.id = $1`,
    [id],
  );
  return row!;
}

const permit = (id: PersonId, purpose: Purpose) => permitFor(relink, caseworker, id, purpose);
const bases = async (id: PersonId) => (await expectStatus(200, caseworker.get(`/persons/${id}/bases`))).bases;

describe('A ground that nobody agreed to', () => {
  const withGround = async (legalBasis: string) => {
    const { sought } = await aCase();
    await relink.database.sql('UPDATE relink.bases SET legal_basis = $2 WHERE person_id = $1', [sought, legalBasis]);
    const [basis] = await bases(sought);
    const say = (verb: string, version = 1, purposes = ['match-within-society']) =>
      caseworker.post(`/bases/${basis.id}/${verb}`, verb === 'withdraw' ? said : { ...said, purposes }, version);
    return { sought, basis, say };
  };

  it.each(['public-interest', 'legitimate-interest'])(
    'is objected to and not taken back, and what is objected to stops at once: %s',
    async (ground) => {
      const { sought, basis, say } = await withGround(ground);
      for (const verb of ['withdraw', 'narrow'])
        expect(await say(verb)).toMatchObject({ status: 409, body: { code: 'basis.nothing-agreed' } });
      expect(await permit(sought, 'match-within-society')).toBe('permitted');
      await expectStatus(200, say('object'));
      expect(await permit(sought, 'match-within-society')).toBe('permit.withdrawn');
      expect(await permit(sought, 'trace')).toBe('permitted');
      expect((await say('object', 2)).body.code).toBe('basis.nothing-to-narrow');
      await expectStatus(200, say('object', 2, basis.basis.purposes));
      expect(await permit(sought, 'trace')).toBe('permit.withdrawn');
      const [now] = await bases(sought);
      expect(now).toMatchObject({ state: 'withdrawn', versions: [{ change: 'withdrawn', said }, {}, {}] });
      expect((await say('object', 3)).body.code).toBe('basis.withdrawn');
    },
  );

  it.each(['vital-interest', 'legal-obligation'])(
    'and that serves a life or the law is neither taken back nor objected to: %s',
    async (ground) => {
      const { sought, say } = await withGround(ground);
      expect((await say('withdraw')).body.code).toBe('basis.nothing-agreed');
      expect((await say('object')).body.code).toBe('basis.nothing-to-object-to');
      expect(await permit(sought, 'trace')).toBe('permitted');
    },
  );

  it('is no way around an agreement: that is taken back', async () => {
    const { enquirer } = await aCase();
    const [basis] = await bases(enquirer);
    const answer = await caseworker.post(`/bases/${basis.id}/object`, { ...said, purposes: ['trace'] }, 1);
    expect(answer).toMatchObject({ status: 409, body: { code: 'basis.nothing-to-object-to' } });
  });
});
