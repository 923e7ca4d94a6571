import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Unpadded } from '#libs/partners';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { disclosureWithFiles, partOf, type FileToSend, type WithFiles } from '../support/files-of-a-partner.js';
import { aBomb, aPhotoWithPlace, aZip, picture } from '../support/hostile-files.js';
import { pairWith, PartnerSociety } from '../support/partner-society.js';
import { eicar, Scanner } from '../support/scanner.js';
import { aPdf } from '../support/some-files.js';
import type { Staff } from '../support/staff.js';
import { expectStatus } from '../support/stories.js';

// What a partner sends goes through the same checks as what a volunteer scans; and only what it announced is taken at all.

let relink: Deployment;
let scanner: Scanner;
let partner: PartnerSociety;
let liaison: Staff;

beforeAll(async () => {
  scanner = await Scanner.start();
  relink = await Deployment.start({
    exchange: true,
    environment: { RELINK_CLAMD: scanner.address, RELINK_FILE_MEGABYTES: '2' },
  });
  liaison = await relink.signIn('liaison');
  partner = new PartnerSociety('KEN', relink);
  const { code: society, keys } = partner.society;
  await pairWith(relink, { society, keys, baseUrl: 'http://127.0.0.1:9' });
});
afterAll(async () => {
  await relink.stop();
  await scanner.stop();
});

async function send(...messages: Unpadded[]): Promise<void> {
  for (const message of messages) expect((await partner.send(message)).status).toBe(202);
}

interface File {
  id: string;
  state: string;
  refusal?: string;
}

/** The record as the liaison reads it, once none of its files is being looked at. */
async function record({ jti }: Unpadded, settled = ['ready', 'refused']): Promise<{ id: string; files: File[] }> {
  return eventually(async () => {
    const rows = await relink.database.sql<{ id: string }>(
      'SELECT id FROM relink.partner_records WHERE message_id = $1',
      [jti],
    );
    if (!rows[0]) throw new Error('nothing came yet');
    const { files } = await expectStatus(200, liaison.get(`/partner-records/${rows[0].id}`));
    const states = (files as File[]).map(({ state }) => state);
    if (!states.every((state) => settled.includes(state))) throw new Error(states.join());
    return { id: rows[0].id, files: files as File[] };
  });
}

async function sent(...files: FileToSend[]): Promise<{ id: string; files: File[] }> {
  const { message, parts } = disclosureWithFiles(partner, files);
  await send(message, ...parts);
  return record(message);
}

/** How a message ended, and whether anything of it was kept. */
function outcome({ jti }: Unpadded): Promise<{ outcome: string; length: number }> {
  return eventually(async () => {
    const [row] = await relink.database.sql<{ outcome: string; length: number }>(
      'SELECT outcome, length(sealed) AS length FROM relink.exchange_inbox WHERE message_id = $1 AND taken_at IS NOT NULL',
      [jti],
    );
    if (!row) throw new Error('not taken yet');
    return row;
  });
}

const partsKept = () => relink.database.sql('SELECT 1 FROM relink.partner_file_parts');
const jpeg = { kind: 'photo', mediaType: 'image/jpeg' } as const;

describe('A file of a partner', () => {
  it('that is more than it shows is refused, somebody is asked to tell the partner, and the record stays', async () => {
    const active = aPdf({ more: '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>' });
    const two = Buffer.concat([await picture('jpeg').toBuffer(), aZip()]);
    const bomb = { bytes: aBomb(20_000), told: { kind: 'photo', mediaType: 'image/png' } as const };
    const { id, files } = await sent({ bytes: active }, { bytes: two, told: jpeg }, bomb, { bytes: aPdf() });
    expect(files.map(({ refusal }) => refusal)).toEqual([
      'active-content',
      'two-files-in-one',
      'too-many-pixels',
      undefined,
    ]);
    for (const file of files.slice(0, 3))
      expect((await liaison.get(`/partner-files/${file.id}/content`)).status).toBe(409);
    await eventually(async () => {
      const sql = `SELECT for_role FROM relink.tasks WHERE kind = 'partner-file-refused' AND about = $1`;
      expect(await relink.database.sql(sql, [id])).toEqual([{ for_role: 'liaison' }]);
    });
    expect(await partsKept()).toEqual([]);
  });

  it('that is a photo with a place in it comes out without', async () => {
    const photo = await aPhotoWithPlace();
    expect(photo.includes('secretcamera')).toBe(true);
    const { files } = await sent({ bytes: photo, told: jpeg });
    for (const part of ['content', 'preview']) {
      const kept = await liaison.download(`/partner-files/${files[0]!.id}/${part}`);
      for (const told of ['secretcamera', 'Telltale', 'Exif', 'GPS']) expect(kept.includes(told)).toBe(false);
    }
  });

  it('that the scanner knows is refused, and none passes while it does not answer', async () => {
    const malware = Buffer.concat([aPdf(), eicar()]);
    expect((await sent({ bytes: malware })).files).toMatchObject([{ refusal: 'malware' }]);
    scanner.behaviour = 'hangs-up';
    const before = scanner.scanned;
    const { message, parts } = disclosureWithFiles(partner, [{ bytes: aPdf() }]);
    await send(message, ...parts);
    await eventually(() => expect(scanner.scanned).toBeGreaterThan(before));
    const { files } = await record(message, ['received']);
    expect((await liaison.get(`/partner-files/${files[0]!.id}/content`)).status).toBe(409);
    scanner.behaviour = 'works';
    expect((await record(message)).files).toMatchObject([{ state: 'ready' }]);
  });

  it('that is not what was announced is refused: other bytes, another type, more than is accepted here', async () => {
    const other = { bytes: aPdf(), told: { sha256: `${'A'.repeat(42)}A` } };
    const type = { bytes: await picture('png').toBuffer(), told: jpeg };
    const { files } = await sent(other, type);
    expect(files.map(({ refusal }) => refusal)).toEqual(['not-as-announced', 'not-as-announced']);
    const large = disclosureWithFiles(partner, [{ bytes: aPdf(), told: { bytes: 2 * 1_048_576 + 1 } }]);
    await send(large.message);
    expect((await record(large.message)).files).toMatchObject([{ refusal: 'too-large' }]);
  });
});

describe('A correction that names files', () => {
  it('says which of them stay: the others are deleted, and it brings none', async () => {
    const { message, parts } = disclosureWithFiles(partner, [{ bytes: aPdf() }, { bytes: aPdf({ pages: 2 }) }]);
    await send(message, ...parts);
    const before = await record(message);
    const [gone, stays] = message.body.person.files!;
    const { body, ...claims } = message;
    const person = { ...body.person, files: [stays!, { ...gone!, id: randomUUID() }] };
    const event = { 'urn:relink:exchange:correction': { message: message.jti, person } };
    await send({ ...claims, type: 'notice', jti: randomUUID(), seq: 4, events: event });
    await eventually(async () => {
      const { files } = await expectStatus(200, liaison.get(`/partner-records/${before.id}`));
      expect(files).toEqual([before.files[1]]);
    });
    expect((await liaison.get(`/partner-files/${before.files[0]!.id}/content`)).status).toBe(404);
  });
});

describe('A part', () => {
  let one: WithFiles;
  let file: string;
  let recordId: string;

  beforeAll(async () => {
    one = disclosureWithFiles(partner, [{ bytes: aPdf({ body: `% ${'x'.repeat(200_000)}` }) }]);
    await send(one.message);
    ({ id: recordId } = await record(one.message, ['announced']));
    file = one.message.body.person.files![0]!.id;
  });

  const refused = { outcome: 'refused', length: 0 };
  let seq = 1;
  const next = (part: WithFiles['parts'][number]) => ({ ...part, seq: ++seq });

  it.each([
    ['of a file that nobody announced', () => partOf(one.message, randomUUID(), 1, aPdf())],
    ['that is one too many', () => partOf(one.message, file, 3, aPdf())],
    ['that is shorter than it should be', () => partOf(one.message, file, 1, aPdf())],
    [
      'of another case',
      () => ({ ...partOf(one.message, file, 1, aPdf()), envelope: { ...one.message.envelope, case: 'A'.repeat(22) } }),
    ],
    [
      'of a disclosure that never was',
      () => ({ ...one.parts[0]!, jti: randomUUID(), body: { ...one.parts[0]!.body, about: randomUUID() } }),
    ],
  ])('%s is refused, and nothing of it is kept', async (_, make) => {
    const part = next(make());
    const other = part.envelope.case !== one.message.envelope.case;
    if (other) [part.seq, seq] = [1, seq - 1];
    await send(part);
    expect(await outcome(part)).toEqual(refused);
    expect(await partsKept()).toEqual([]);
  });

  it('in an envelope that names no files is not even taken in', async () => {
    const { fields: __, ...envelope } = one.message.envelope;
    const part = {
      ...next(one.parts[0]!),
      jti: randomUUID(),
      envelope: { ...envelope, fields: ['names'] },
    } as Unpadded;
    seq--;
    expect((await partner.send(part)).status).toBe(400);
  });

  it('that comes twice is kept once', async () => {
    const [part] = one.parts as [WithFiles['parts'][number]];
    const again = { ...next(part), jti: randomUUID() };
    const first = { ...next(part) };
    await send(again, first);
    expect(await outcome(first)).toEqual({ outcome: 'acted-upon', length: 0 });
    expect(await partsKept()).toHaveLength(1);
  });

  it('that comes after the record was called back is not kept', async () => {
    const recall = {
      ...one.message,
      jti: randomUUID(),
      type: 'notice',
      seq: ++seq,
      envelope: { ...one.message.envelope, fields: [] },
      body: undefined,
      events: {
        'urn:relink:exchange:recall': {
          message: one.message.jti,
          cause: 'objection',
          by: one.message.iat + 3 * 86_400,
        },
      },
    };
    const { body: _, ...notice } = recall;
    const last = next(one.parts[1]!);
    await send(notice as Unpadded, last);
    expect(await outcome(last)).toEqual({ outcome: 'acted-upon', length: 0 });
    expect(await partsKept()).toHaveLength(1);
    const files = await relink.database.sql('SELECT state FROM relink.files WHERE holder = $1', [recordId]);
    expect(files).toEqual([{ state: 'announced' }]);
    const before = disclosureWithFiles(partner, [{ bytes: aPdf() }]);
    const early = { ...notice, jti: randomUUID(), seq: 3, envelope: { ...before.message.envelope, fields: [] } };
    const { by } = recall.events['urn:relink:exchange:recall'];
    const order = { message: before.message.jti, purposes: ['share-with-partner'], by };
    await send({ ...early, events: { 'urn:relink:exchange:withdrawal': order } } as Unpadded);
    await eventually(async () =>
      expect(await outcome(early as unknown as Unpadded)).toMatchObject({ outcome: 'acted-upon' }),
    );
    // It was called back before it came: neither it nor what follows is held, and nobody is alarmed.
    await send(before.message, before.parts[0]!);
    expect(await outcome(before.parts[0]!)).toEqual({ outcome: 'acted-upon', length: 0 });
    expect(await partsKept()).toHaveLength(1);
  });
});
