import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import {
  acrossTheBorder,
  act,
  ask,
  becomes,
  first,
  personsOf,
  registered,
  searched,
  SHARED,
  type Border,
} from '../support/across-the-border.js';
import { anInterview, aRegistration, consent, expectStatus, openRequest, publicInterest } from '../support/stories.js';

let border: Border;

beforeAll(async () => {
  border = await acrossTheBorder();
});
afterAll(() => border.stop());

const AMINA = {
  names: [{ text: 'Amina Warsame Jama', kind: 'legal' }],
  birth: { year: 1994, month: 3, day: 12 },
  sex: 'female',
};

async function aRequest(): Promise<{ id: string; soughtId: string; enquirerId: string }> {
  const interview = anInterview();
  interview.enquirer.basis = { ...consent, purposes: SHARED, recipients: ['partner'] } as never;
  interview.soughtPersons[0]!.person = AMINA as never;
  interview.soughtPersons[0]!.basis = { ...publicInterest, purposes: SHARED, recipients: ['partner'] } as never;
  const { id } = await openRequest(border.atA.caseworker, border.atA.supervisor, interview);
  return { id, ...(await personsOf(border.a, id)) };
}

/** An open task of this kind about this. */
function asked(kind: string, about: string): Promise<void> {
  return eventually(async () => {
    const sql = `SELECT 1 FROM relink.tasks WHERE kind = $1 AND about = $2 AND state = 'open'`;
    if ((await border.b.database.sql(sql, [kind, about])).length === 0) throw new Error('nobody was asked');
  });
}

describe('one enquiry from end to end', () => {
  it('is asked, judged by two, answered, disclosed, accepted, corrected, called back, deleted and certified', async () => {
    const { caseworker, supervisor, steward } = border.atB;
    const { caseworker: asker, steward: steward0 } = border.atA;
    const basis = { ...consent, purposes: SHARED, recipients: ['partner', 'family'] };
    const person = await registered(border.b, caseworker, { ...aRegistration(), person: AMINA, basis });
    const request = await aRequest();
    const ours = await ask(border, request, ['names', 'birth', 'sex', 'relatives']);

    // B: proposed, judged by two people, answered by a third.
    const { id: enquiryId } = await searched(border);
    const enquiry = await expectStatus(200, caseworker.get(`/partner-enquiries/${enquiryId}`));
    expect(enquiry.findings).toMatchObject([{ foundId: person.personId, state: 'proposed' }]);
    expect(enquiry.records[0].person.relatives).toMatchObject([{ names: [{ text: 'Asha Warsame' }] }]);
    const [finding] = enquiry.findings;
    const path = `/enquiry-findings/${finding.id}`;
    const reason = { reason: 'Name and day of birth.' };
    const early = await supervisor.post(`/partner-enquiries/${enquiry.id}/answer-nothing`, {}, enquiry.version);
    expect(early).toMatchObject({ status: 409, body: { code: 'workflow.guard-not-met' } });
    const probable = await act(caseworker, `${path}/judge-probable`, finding, reason);
    expect((await caseworker.post(`${path}/confirm`, reason, probable.version)).status).toBe(409);
    await act(supervisor, `${path}/confirm`, probable, reason);
    const judged = await expectStatus(200, supervisor.get(`/partner-enquiries/${enquiry.id}`));
    await act(supervisor, `/partner-enquiries/${enquiry.id}/offer-to-talk`, judged);
    await becomes(() => expectStatus(200, asker.get(`/enquiries/${ours.enquiryId}`)), 'talking');

    // B discloses two fields; whoever prepared it cannot approve it.
    const content = { personId: person.personId, partnerId: border.aForB, theirEnquiry: enquiry.id };
    const where = `/dossiers/${person.id}/disclosures`;
    const withWhereabouts = await caseworker.post(where, { ...content, fields: ['names', 'whereabouts'] });
    expect(withWhereabouts).toMatchObject({ status: 409 });
    const disclosure = await expectStatus(201, caseworker.post(where, { ...content, fields: ['names', 'languages'] }));
    expect((await caseworker.post(`/disclosures/${disclosure.id}/approve`, {}, disclosure.version)).status).toBe(403);
    await act(supervisor, `/disclosures/${disclosure.id}/approve`, disclosure);

    // A holds exactly that, accepts it, and B has the receipt.
    const record = await first(() => expectStatus(200, asker.get(`/dossiers/${request.id}/partner-records`)));
    expect(record).toMatchObject({ society: 'KEN', state: 'received', fields: ['names', 'languages'] });
    expect(Object.keys(record.person)).toEqual(['names']);
    await act(asker, `/partner-records/${record.id}/accept`, record as { version: number });
    const held = () => expectStatus(200, caseworker.get(`/disclosures/${disclosure.id}`));
    const accepted = await becomes(held, 'accepted');

    // B's record changes: somebody is asked to set it right over there, another approves, and A reads what is true now.
    const registration = await expectStatus(200, caseworker.get(`/registrations/${person.id}`));
    const correct = { person: { ...AMINA, languages: ['so'] }, source: 'She told us.' };
    await act(caseworker, `/registrations/${person.id}/correct`, registration, correct);
    await asked('correct-disclosure', disclosure.id);
    const correction = await act(caseworker, `/disclosures/${disclosure.id}/correct`, accepted);
    expect((await caseworker.post(`/disclosures/${correction.id}/approve`, {}, correction.version)).status).toBe(403);
    await act(supervisor, `/disclosures/${correction.id}/approve`, correction);
    const corrected = await eventually(async () => {
      const one = await expectStatus(200, asker.get(`/partner-records/${record.id}`));
      if (!one.correctedAt) throw new Error('not corrected yet');
      return one;
    });
    expect(corrected).toMatchObject({ state: 'accepted', person: { languages: ['so'] } });
    await becomes(() => expectStatus(200, caseworker.get(`/disclosures/${correction.id}`)), 'accepted');

    // B calls it back, and with it what set it right: gone for A's people at once; the steward deletes; B has both certificates.
    await act(supervisor, `/disclosures/${disclosure.id}/recall`, accepted, { cause: 'objection' });
    const frozen = await becomes(() => expectStatus(200, steward0.get(`/partner-records/${record.id}`)), 'frozen');
    expect((await asker.get(`/partner-records/${record.id}`)).status).toBe(404);
    await act(steward0, `/partner-records/${record.id}/delete`, frozen);
    await becomes(held, 'deleted');
    await becomes(() => expectStatus(200, caseworker.get(`/disclosures/${correction.id}`)), 'deleted');
    const { items: recalls } = await expectStatus(200, steward.get('/recalls'));
    const certified = { state: 'certified', cause: 'objection' };
    expect(recalls).toHaveLength(2);
    for (const id of [disclosure.id, correction.id])
      expect(recalls).toContainEqual(expect.objectContaining({ disclosureId: id, ...certified }));

    // A's mother takes one agreement back: what the question carried is called back by itself.
    const bases = await expectStatus(200, asker.get(`/persons/${request.enquirerId}/bases`));
    const said = { by: 'self', how: 'spoken', purposes: ['share-with-partner'] };
    await act(asker, `/bases/${bases.bases[0].id}/narrow`, bases.bases[0], said);
    const ofTheirs = () => expectStatus(200, steward.get(`/partner-records/${enquiry.records[0].id}`));
    const theirs = await becomes(ofTheirs, 'frozen');
    await act(steward, `/partner-records/${theirs.id}/delete`, theirs);
    await becomes(() => expectStatus(200, asker.get(`/disclosures/${ours.disclosureId}`)), 'deleted');
    await eventually(async () => {
      const told = await border.a.database.sql('SELECT recipient FROM relink.family_recalls WHERE dossier_id = $1', [
        request.id,
      ]);
      expect(told).toEqual([{ recipient: 'partner:KEN' }]);
    });
  });
});
