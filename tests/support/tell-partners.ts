import { eventually } from '#libs/testing';
import { PART_BYTES, type SharedField, type SharedPerson, type Unpadded } from '#libs/partners';
import type { Tell } from './api-document.js';
import type { Deployment } from './deployment.js';
import { disclosureWithFiles } from './files-of-a-partner.js';
import { pairWith, PartnerSociety } from './partner-society.js';
import { aPdf, checked, sendFile } from './some-files.js';
import type { Staff } from './staff.js';
import { anInterview, aRegistration, consent, expectStatus, openRequest, publicInterest } from './stories.js';
import type { TellStep } from './tell-cases.js';

interface Telling {
  tell: Tell;
  body: (route: string) => object;
  step: TellStep;
  caseworker: Staff;
  supervisor: Staff;
  specialist: Staff;
  liaison: Staff;
  steward: Staff;
}

/** Nobody listens there: what goes out is sealed, and waits. */
const NOWHERE = 'http://127.0.0.1:9';
const purposes = ['trace', 'match-within-society', 'share-with-partner'];
const agreed = { ...consent, purposes, recipients: ['partner', 'family'] };

/** What a partner asks us and we ask it, with told texts in whatever is said of anybody. The deployment takes part in the exchange. */
export async function tellPartners(relink: Deployment, telling: Telling): Promise<void> {
  const partner = new PartnerSociety('KEN', relink);
  const { code: society, keys } = partner.society;
  const partnerId = await pairWith(relink, { society, keys, baseUrl: NOWHERE });
  await askedByThem(relink, partner, telling);
  await toldByThem(relink, partner, telling);
  await askedByUs(relink, partnerId, telling);
}

/** They ask for somebody whom we registered: judged, taken back, ruled out, answered, and what they told is deleted. */
async function askedByThem(relink: Deployment, partner: PartnerSociety, telling: Telling): Promise<void> {
  const { tell, step, caseworker, supervisor, specialist, liaison, steward } = telling;
  await register(relink, telling);
  const told: SharedPerson = {
    names: [
      { text: 'Amina Warsame Jama', kind: 'legal' },
      { text: tell('a name that a partner tells'), kind: 'usual' },
    ],
    sex: 'female',
    birth: { earliest: '1990-05-17', latest: '1990-05-17', said: tell('a birth that a partner tells') },
    occupation: tell('an occupation that a partner tells'),
    marks: tell('marks that a partner tells'),
    circumstances: tell('circumstances that a partner tells'),
  };
  const { status, body } = await partner.send(asking(partner, told));
  if (status !== 202) throw new Error(`the enquiry was refused: ${status} ${body}`);
  const { id } = await eventually(async () => {
    const { items } = await expectStatus(200, liaison.get('/partner-enquiries'));
    const searched = (items as { id: string; state: string }[]).find(({ state }) => state === 'searching');
    if (!searched) throw new Error('not looked for yet');
    return searched;
  });
  const enquiry = await expectStatus(200, caseworker.get(`/partner-enquiries/${id}`));
  const [finding] = enquiry.findings as { id: string; version: number }[];
  if (!finding) throw new Error('nobody was found');
  const to = { to: specialist.account.id };
  await step(liaison, 'POST /partner-enquiries/{id}/give', id, enquiry.version, to);
  let judged = await step(caseworker, 'POST /enquiry-findings/{id}/judge-probable', finding.id, finding.version);
  judged = await step(specialist, 'POST /enquiry-findings/{id}/confirm', finding.id, judged.version);
  judged = await step(supervisor, 'POST /enquiry-findings/{id}/reopen', finding.id, judged.version);
  await step(caseworker, 'POST /enquiry-findings/{id}/rule-out', finding.id, judged.version);
  const { version } = await expectStatus(200, liaison.get(`/partner-enquiries/${id}`));
  const answered = await step(liaison, 'POST /partner-enquiries/{id}/ask-for-more', id, version);
  await step(liaison, 'POST /partner-enquiries/{id}/end', id, answered.version);
  const [record] = enquiry.records as { id: string; version: number }[];
  const declined = await step(caseworker, 'POST /partner-records/{id}/decline', record!.id, record!.version);
  await step(steward, 'POST /partner-records/{id}/delete', record!.id, declined.version);
}

function asking(partner: PartnerSociety, person: SharedPerson): Unpadded {
  const enquiry = partner.enquiry();
  const fields = Object.keys(person) as SharedField[];
  return { ...enquiry, envelope: { ...enquiry.envelope, fields }, body: { person } } as Unpadded;
}

/** Whom they ask for, where the search finds them. */
async function register({ database }: Deployment, { tell, caseworker }: Telling): Promise<void> {
  const person = {
    names: [
      { text: 'Amina Warsame Jama', kind: 'legal' },
      { text: tell('another name of somebody registered'), kind: 'usual' },
    ],
    birth: { year: 1990, month: 5, day: 17 },
    sex: 'female',
  };
  const { id } = await expectStatus(
    201,
    caseworker.post('/registrations', { ...aRegistration(), person, basis: agreed }),
  );
  await eventually(async () => {
    const keys = await database.sql(
      'SELECT 1 FROM relink.match_keys k JOIN relink.registrations r ON r.person_id = k.person_id WHERE r.id = $1',
      [id],
    );
    if (keys.length === 0) throw new Error('not indexed yet');
  });
}

/** We ask for somebody: written and sealed by the worker, called back; and what is cancelled before it goes. */
async function askedByUs(relink: Deployment, partnerId: string, telling: Telling): Promise<void> {
  const { tell, body, step, caseworker, supervisor } = telling;
  const { id } = await openRequest(caseworker, supervisor, interviewToShare(tell));
  const [sought] = await relink.database.sql<{ id: string }>(
    'SELECT id FROM relink.sought_persons WHERE dossier_id = $1',
    [id],
  );
  const soughtId = sought!.id;
  const ask = async () => {
    const fields = ['names', 'birth', 'occupation', 'marks', 'relatives', 'circumstances'];
    const question = { ...body('POST /tracing-requests/{id}/enquiries'), soughtId, partnerId, fields };
    const enquiry = await expectStatus(201, caseworker.post(`/tracing-requests/${id}/enquiries`, question));
    const { items } = await expectStatus(200, supervisor.get(`/dossiers/${id}/disclosures`));
    const carried = (items as Carried[]).find(({ enquiryId }) => enquiryId === enquiry.id);
    return { enquiry, carried: carried! };
  };
  const { carried } = await ask();
  await step(supervisor, 'POST /disclosures/{id}/approve', carried.id, carried.version);
  const sent = await eventually(async () => {
    const one = await expectStatus(200, caseworker.get(`/disclosures/${carried.id}`));
    if (one.state !== 'sent') throw new Error(`it is ${one.state}`);
    return one as Carried;
  });
  await step(caseworker, 'POST /disclosures/{id}/recall', sent.id, sent.version);

  const { enquiry } = await ask();
  await step(caseworker, 'POST /enquiries/{id}/cancel', enquiry.id, enquiry.version);
  const disclosure = await expectStatus(
    201,
    caseworker.post(`/dossiers/${id}/disclosures`, {
      ...body('POST /dossiers/{id}/disclosures'),
      personId: soughtId,
      partnerId,
      files: undefined,
    }),
  );
  await step(caseworker, 'POST /disclosures/{id}/cancel', disclosure.id, disclosure.version);
  await toldWithAFile(relink, telling, { dossierId: id, personId: soughtId, partnerId });
}

/** A letter goes along: its parts are read from the store and sealed, as if the partner had taken what names them. */
async function toldWithAFile(
  { database }: Deployment,
  { tell, caseworker, supervisor }: Telling,
  { dossierId, ...about }: { dossierId: string; personId: string; partnerId: string },
): Promise<void> {
  const letter = await sendFile(caseworker, dossierId, aLetter(tell('a file that a partner gets')));
  await checked(caseworker, dossierId, letter);
  const content = { ...about, fields: ['names', 'files'], files: [letter] };
  const told = await expectStatus(201, caseworker.post(`/dossiers/${dossierId}/disclosures`, content));
  await expectStatus(200, supervisor.post(`/disclosures/${told.id}/approve`, {}, told.version));
  await eventually(async () => {
    // What goes before it in the case too.
    const taken = await database.sql<{ about: string }>(
      `UPDATE relink.exchange_outbox SET state = 'delivered' WHERE state = 'sealed' AND name <> 'file-part' RETURNING about`,
    );
    if (!taken.some(({ about: what }) => what === told.id)) throw new Error('not sealed yet');
  });
  await eventually(async () => {
    const parts = await database.sql(
      `SELECT 1 FROM relink.exchange_outbox WHERE name = 'file-part' AND state = 'sealed' AND length(sealed) > 0`,
    );
    if (parts.length === 0) throw new Error('no part yet');
  });
}

/** They tell us of somebody, with a letter; and send but one of the two parts of another file. */
async function toldByThem({ database }: Deployment, partner: PartnerSociety, { tell }: Telling): Promise<void> {
  const whole = aLetter(tell('a file that a partner sends'));
  const half = aLetter(`${tell('half a file that a partner sends')} ${'.'.repeat(PART_BYTES)}`);
  const { message, parts } = disclosureWithFiles(partner, [{ bytes: whole }, { bytes: half }]);
  for (const one of [message, ...parts.slice(0, 2)]) {
    const { status, body } = await partner.send(one);
    if (status !== 202) throw new Error(`it was refused: ${status} ${body}`);
  }
  await eventually(async () => {
    const [files] = await database.sql<{ ready: number; parts: number }>(
      `SELECT (SELECT count(*)::int FROM relink.files WHERE holder IS NOT NULL AND state = 'ready') AS ready,
              (SELECT count(*)::int FROM relink.partner_file_parts) AS parts`,
    );
    if (files!.ready !== 1 || files!.parts !== 1) throw new Error(JSON.stringify(files));
  });
}

/** A PDF with a text in it that is no English. */
function aLetter(text: string): Buffer {
  return Buffer.from(aPdf({ body: '% @' }).toString('latin1').replace('@', text));
}

interface Carried {
  id: string;
  version: number;
  enquiryId?: string;
}

/** An interview in which everybody agrees that a partner hears of them. */
function interviewToShare(tell: Tell): object {
  const interview = anInterview();
  const named = (plain: string, place: string) => ({
    names: [
      { text: plain, kind: 'legal' },
      { text: tell(place), kind: 'usual' },
    ],
  });
  const [sought] = interview.soughtPersons;
  return {
    ...interview,
    enquirer: { ...interview.enquirer, person: named('Zofia Kowalska', 'a name of the enquirer'), basis: agreed },
    soughtPersons: [
      {
        ...sought,
        person: {
          ...named('Bogdan Kowalski', 'a name of somebody sought'),
          birth: { year: 1961, month: 2, day: 4 },
          sex: 'male',
          occupation: tell('an occupation'),
          marks: tell('marks'),
        },
        circumstances: { ...sought!.circumstances, narrative: tell('what happened') },
        basis: { ...publicInterest, purposes, recipients: ['partner'] },
      },
    ],
    story: tell('a story'),
  };
}
