import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { eventually } from '#libs/testing';
import { acrossTheBorder, act, becomes, registered, SHARED, type Border } from '../support/across-the-border.js';
import type { Deployment } from '../support/deployment.js';
import { aPdf, checked, sendFile } from '../support/some-files.js';
import { aRegistration, consent, expectStatus } from '../support/stories.js';

// B tells A of somebody, and files go along: part by part, after the disclosure that names them.

let border: Border;

beforeAll(async () => {
  border = await acrossTheBorder();
});
afterAll(() => border.stop());
afterEach(() => goOn());

const categories = ['identity', 'photo', 'documents'];
const basis = { ...consent, purposes: SHARED, recipients: ['partner', 'family'], categories };

interface Told {
  dossierId: string;
  personId: string;
  photo: string;
  letter: string;
  pdf: Buffer;
}

/** Somebody registered in B with a photo and a document. */
async function somebody(bytes: number): Promise<Told> {
  const { caseworker } = border.atB;
  const { id: dossierId, personId } = await registered(border.b, caseworker, { ...aRegistration(), basis });
  const picture = sharp({ create: { width: 640, height: 400, channels: 3, background: { r: 20, g: 40, b: 200 } } });
  const photo = await sendFile(caseworker, dossierId, await picture.jpeg().toBuffer(), { kind: 'photo', personId });
  const pdf = aPdf({ body: `% ${randomBytes(bytes / 2).toString('hex')}` });
  const letter = await sendFile(caseworker, dossierId, pdf);
  for (const id of [photo, letter]) expect(await checked(caseworker, dossierId, id)).toMatchObject({ state: 'ready' });
  return { dossierId, personId, photo, letter, pdf };
}

function prepare({ dossierId, personId }: Told, files: string[], fields = ['names', 'files']) {
  const { caseworker } = border.atB;
  return caseworker.post(`/dossiers/${dossierId}/disclosures`, { personId, partnerId: border.aForB, fields, files });
}

async function disclose(told: Told, files: string[]): Promise<{ id: string; version: number }> {
  const disclosure = await expectStatus(201, prepare(told, files));
  await act(border.atB.supervisor, `/disclosures/${disclosure.id}/approve`, disclosure);
  return disclosure as { id: string; version: number };
}

const disclosed = (id: string) => expectStatus(200, border.atB.caseworker.get(`/disclosures/${id}`));

/** The record in A that came with this disclosure, as A's liaison sees it. */
async function recordOf(disclosureId: string): Promise<string> {
  return eventually(async () => {
    const { messageId } = await disclosed(disclosureId);
    const rows = await border.a.database.sql<{ id: string }>(
      'SELECT id FROM relink.partner_records WHERE message_id = $1',
      [messageId],
    );
    if (!rows[0]) throw new Error('not there yet');
    return rows[0].id;
  });
}

interface File {
  id: string;
  kind: string;
  state: string;
  mediaType?: string;
  bytes?: number;
}

async function filesAt(recordId: string): Promise<File[]> {
  return (await expectStatus(200, border.atA.liaison.get(`/partner-records/${recordId}`))).files as File[];
}

const arrived = (recordId: string) =>
  eventually(async () => {
    const files = await filesAt(recordId);
    if (files.some(({ state }) => state !== 'ready')) throw new Error(files.map(({ state }) => state).join());
    return files;
  });

/** B comes to a stop before it has written so many parts of one file. */
async function stopAt(part: number): Promise<void> {
  await border.b.database.sql(`CREATE FUNCTION relink.stop_here() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the store does not answer'; END $$`);
  await border.b.database.sql(`CREATE TRIGGER stop_here BEFORE INSERT ON relink.disclosure_file_parts
    FOR EACH ROW WHEN (NEW.part = ${part}) EXECUTE FUNCTION relink.stop_here()`);
}

async function goOn(): Promise<void> {
  await border.b.database.sql('DROP FUNCTION IF EXISTS relink.stop_here CASCADE');
  await border.b.database.sql(`UPDATE relink.exchange_outbox SET due_at = now() WHERE state = 'waiting'`);
}

/** Until A holds exactly so many parts. */
const partsThere = (recordId: string, parts: number) =>
  eventually(async () => {
    const rows = await border.a.database.sql(
      'SELECT 1 FROM relink.partner_file_parts p JOIN relink.partner_files f ON f.id = p.file_id WHERE f.record_id = $1',
      [recordId],
    );
    expect(rows).toHaveLength(parts);
  });

async function partsSent(disclosureId: string): Promise<Record<string, number>> {
  const rows = await border.b.database.sql<{ state: string; count: number }>(
    `SELECT o.state, count(*)::int AS count FROM relink.exchange_outbox o
       JOIN relink.disclosure_file_parts p ON p.id = o.about JOIN relink.disclosure_files f ON f.id = p.of_file
     WHERE f.disclosure_id = $1 GROUP BY 1 ORDER BY 1`,
    [disclosureId],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** Everything that lies in the store of a deployment. */
const objects = ({ settings }: Deployment) => readdir(join(settings.home, 'files')).catch(() => []);

/** What is left of a record's files in A, in the database and in the store. */
async function leftOf(recordId: string): Promise<Record<string, number>> {
  const [rows] = await border.a.database.sql<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM relink.files WHERE holder = $1) AS files,
            (SELECT count(*)::int FROM relink.partner_file_parts) AS parts,
            (SELECT coalesce(sum(length(sealed)), 0)::int FROM relink.exchange_inbox WHERE name = 'file-part') AS messages`,
    [recordId],
  );
  return { ...rows!, objects: (await objects(border.a)).length };
}

describe('files that go along with a disclosure', () => {
  it('are chosen, seen by who approves, arrive whole though both sides start anew on the way, are read, called back, deleted and certified', async () => {
    const told = await somebody(5_000_000);
    const { liaison, caseworker, steward } = border.atA;
    await stopAt(5);
    const disclosure = await disclose(told, [told.photo, told.letter]);
    const approved = await disclosed(disclosure.id);
    expect(approved.files).toMatchObject([
      { fileId: told.photo, kind: 'photo', mediaType: 'image/jpeg' },
      { fileId: told.letter, kind: 'document', mediaType: 'application/pdf', bytes: told.pdf.length },
    ]);
    const recordId = await recordOf(disclosure.id);
    await partsThere(recordId, 3);
    await Promise.all([border.a.stopWorker(), border.b.stopWorker()]);
    await goOn();
    await Promise.all([border.a.startWorker(), border.b.startWorker()]);

    const [photo, letter] = await arrived(recordId);
    expect(photo).toMatchObject({ kind: 'photo', mediaType: 'image/jpeg', hasPreview: true });
    const seen = await sharp(await liaison.download(`/partner-files/${photo!.id}/content`)).metadata();
    expect([seen.width, seen.height]).toEqual([640, 400]);
    expect(await liaison.download(`/partner-files/${photo!.id}/preview`)).not.toHaveLength(0);
    expect((await liaison.download(`/partner-files/${letter!.id}/content`)).equals(told.pdf)).toBe(true);
    const { files } = await eventually(async () => {
      const one = await disclosed(disclosure.id);
      expect(one.files.every(({ arrivedAt }: { arrivedAt?: string }) => arrivedAt)).toBe(true);
      return one;
    });
    expect(files).toHaveLength(2);
    const read = await border.a.database.sql(
      `SELECT 1 FROM audit.entries WHERE action = 'partner-file.read' AND details::text LIKE '%' || $1 || '%'`,
      [letter!.id],
    );
    expect(read).toHaveLength(1);
    // They are the record's, and no files of the dossier; who does not see the record does not see them.
    expect((await liaison.get(`/files/${letter!.id}/content`)).status).toBe(404);
    expect((await caseworker.get(`/partner-files/${letter!.id}/content`)).status).toBe(404);

    const { version } = await disclosed(disclosure.id);
    await act(border.atB.supervisor, `/disclosures/${disclosure.id}/recall`, { version }, { cause: 'objection' });
    const frozen = await becomes(() => expectStatus(200, steward.get(`/partner-records/${recordId}`)), 'frozen');
    for (const by of [liaison, steward])
      for (const part of ['content', 'preview'])
        expect((await by.get(`/partner-files/${photo!.id}/${part}`)).status).toBe(404);
    await act(steward, `/partner-records/${recordId}/delete`, frozen);
    // The certificate names the digests of both: B would not take it otherwise.
    await becomes(() => disclosed(disclosure.id), 'deleted');
    await eventually(async () => {
      expect(await leftOf(recordId)).toEqual({ files: 0, parts: 0, messages: 0, objects: 0 });
    });
  });

  it('stop with the agreement: nothing is sent after it, and what came is called back', async () => {
    const told = await somebody(2_000_000);
    await stopAt(4);
    const disclosure = await disclose(told, [told.letter]);
    const recordId = await recordOf(disclosure.id);
    await partsThere(recordId, 2);
    const { caseworker } = border.atB;
    const { bases } = await expectStatus(200, caseworker.get(`/persons/${told.personId}/bases`));
    await act(caseworker, `/bases/${bases[0].id}/withdraw`, bases[0], { by: 'self', how: 'spoken' });
    const { steward } = border.atA;
    const frozen = await becomes(() => expectStatus(200, steward.get(`/partner-records/${recordId}`)), 'frozen');
    await goOn();
    await act(steward, `/partner-records/${recordId}/delete`, frozen);
    await becomes(() => disclosed(disclosure.id), 'deleted');
    expect(await partsSent(disclosure.id)).toEqual({ delivered: 2, dropped: 1 });
    await eventually(async () => {
      expect(await leftOf(recordId)).toEqual({ files: 0, parts: 0, messages: 0, objects: 0 });
    });
  });

  it('are not sent, or called back, once they were taken out of the record', async () => {
    const told = await somebody(1_000);
    const { caseworker } = border.atB;
    const prepared = await expectStatus(201, prepare(told, [told.photo]));
    const sent = await disclose(told, [told.photo, told.letter]);
    await arrived(await recordOf(sent.id));
    const { version } = await checked(caseworker, told.dossierId, told.photo);
    await act(caseworker, `/files/${told.photo}/remove`, { version }, { reason: 'Of somebody else.' });
    await becomes(() => disclosed(prepared.id as string), 'cancelled');
    await becomes(() => disclosed(sent.id), 'recalled');
  });

  it('stay where the record is corrected, unless the correction says otherwise', async () => {
    const told = await somebody(1_000);
    const { caseworker, supervisor } = border.atB;
    const disclosure = await disclose(told, [told.letter]);
    const recordId = await recordOf(disclosure.id);
    await arrived(recordId);
    const received = await becomes(() => disclosed(disclosure.id), 'received');
    const registration = await expectStatus(200, caseworker.get(`/registrations/${told.dossierId}`));
    const person = { ...aRegistration().person, names: [{ text: 'Amina Warsame', kind: 'legal' }] };
    await act(caseworker, `/registrations/${told.dossierId}/correct`, registration, { person, source: 'Her paper.' });
    const correction = await act(caseworker, `/disclosures/${disclosure.id}/correct`, received);
    await act(supervisor, `/disclosures/${correction.id}/approve`, correction);
    const corrected = await eventually(async () => {
      const one = await expectStatus(200, border.atA.liaison.get(`/partner-records/${recordId}`));
      if (!one.correctedAt) throw new Error('not corrected yet');
      return one;
    });
    expect(corrected).toMatchObject({
      fields: ['names', 'files'],
      person: { names: [{ text: 'Amina Warsame' }] },
      files: [{ kind: 'document', state: 'ready' }],
    });
  });
});

describe('a file does not go along', () => {
  let told: Told;
  beforeAll(async () => {
    told = await somebody(1_000);
  });

  it('where the field is not named, or no file with it, or one twice', async () => {
    const wrong = { status: 400, body: { violations: [{ path: 'files', code: 'exchange.files' }] } };
    expect(await prepare(told, [told.photo], ['names'])).toMatchObject(wrong);
    expect(await prepare(told, [])).toMatchObject(wrong);
    expect((await prepare(told, [told.photo, told.photo])).status).toBe(400);
  });

  it('that is of another case, of another kind, or was not checked', async () => {
    const { caseworker } = border.atB;
    const refused = { status: 409, body: { code: 'exchange.file-not-shareable' } };
    const form = await sendFile(caseworker, told.dossierId, aPdf(), { kind: 'consent-form' });
    await checked(caseworker, told.dossierId, form);
    const text = await sendFile(caseworker, told.dossierId, Buffer.from('A letter.'), { kind: 'letter' });
    await checked(caseworker, told.dossierId, text);
    const hostile = aPdf({ more: '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>' });
    const bad = await sendFile(caseworker, told.dossierId, hostile);
    await checked(caseworker, told.dossierId, bad);
    const elsewhere = await somebody(1_000);
    for (const id of [form, text, bad, elsewhere.photo]) expect(await prepare(told, [id])).toMatchObject(refused);
  });

  it('that the person has not agreed to: a photo and a letter are asked for by their own names', async () => {
    const { caseworker } = border.atB;
    const narrow = { ...basis, categories: ['identity', 'photo'] };
    const { id, personId } = await registered(border.b, caseworker, { ...aRegistration(), basis: narrow });
    const photo = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const ids = [
      await sendFile(caseworker, id, photo, { kind: 'photo', personId }),
      await sendFile(caseworker, id, aPdf(), { kind: 'document', personId }),
    ];
    for (const one of ids) await checked(caseworker, id, one);
    const here = { ...told, dossierId: id, personId };
    expect(await prepare(here, [ids[1]!])).toMatchObject({
      status: 409,
      body: { violations: [{ code: 'permit-granted' }] },
    });
    await expectStatus(201, prepare(here, [ids[0]!]));
  });
});
