import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '#libs/database';
import { newId, systemActor } from '#libs/kernel';
import { Schedules } from '#libs/queues';
import { eventually, SettableClock } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { ObjectServer, S3_KEYS } from '../support/object-server.js';
import { aPdf, checked, fileState, sendFile } from '../support/some-files.js';
import type { Staff } from '../support/staff.js';
import { anInterview, expectStatus } from '../support/stories.js';

/** Every object in the store, by name. */
interface Objects {
  all(): Map<string, Buffer>;
  write(name: string, bytes: Buffer): void;
  age(name: string, writtenAt: Date): void;
}

function folder(home: string): Objects {
  const path = join(home, 'files');
  return {
    all: () => new Map(readdirSync(path).map((name) => [name, readFileSync(join(path, name))])),
    write: (name, bytes) => writeFileSync(join(path, name), bytes),
    age: (name, writtenAt) => utimesSync(join(path, name), writtenAt, writtenAt),
  };
}

function server({ objects }: ObjectServer): Objects {
  return {
    all: () => new Map([...objects].map(([name, { bytes }]) => [name, bytes])),
    write: (name, bytes) => void objects.set(name, { bytes, writtenAt: new Date() }),
    age: (name, writtenAt) => void (objects.get(name)!.writtenAt = writtenAt),
  };
}

describe.each(['a folder', 'a store that speaks S3'])('Files in %s', (kind) => {
  let s3: ObjectServer | undefined;
  let objects: Objects;
  let relink: Deployment;
  let clock: SettableClock;
  let caseworker: Staff;
  let dossierId: string;
  let personId: string;

  beforeAll(async () => {
    clock = new SettableClock();
    if (kind !== 'a folder') s3 = await ObjectServer.start();
    const environment = s3 && {
      RELINK_S3_ENDPOINT: s3.url,
      RELINK_S3_BUCKET: 'relink',
      RELINK_S3_ACCESS_KEY: S3_KEYS.id,
      RELINK_S3_SECRET_KEY: S3_KEYS.secret,
    };
    relink = await Deployment.start({ clock, ...(environment && { environment }) });
    objects = s3 ? server(s3) : folder(`${relink.keyring.path}.home`);
    caseworker = await relink.signIn('caseworker');
    ({ id: dossierId } = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() })));
    const [row] = await relink.database.sql<{ id: string }>(
      'SELECT enquirer_id AS id FROM relink.tracing_requests WHERE id = $1',
      [dossierId],
    );
    personId = row!.id;
  });
  afterAll(async () => {
    await relink.stop();
    await s3?.stop();
  });

  it('come back as they were sent, lie there sealed under random names, and reading them is logged', async () => {
    const mark = 'Amina wrote this herself.';
    const bytes = aPdf({ body: `% ${mark} ${randomBytes(300_000).toString('hex')}` });
    const id = await sendFile(caseworker, dossierId, bytes, { personId, name: 'Letter of Amina.pdf' });
    expect(await checked(caseworker, dossierId, id)).toMatchObject({
      state: 'ready',
      mediaType: 'application/pdf',
      bytes: bytes.length,
      pages: 1,
      hasPreview: false,
      name: 'Letter of Amina.pdf',
      personId,
    });
    const { largestBytes } = await expectStatus(200, caseworker.get(`/dossiers/${dossierId}/files`));
    expect(largestBytes).toBe(25 * 1_048_576);
    expect((await caseworker.download(`/files/${id}/content`)).equals(bytes)).toBe(true);
    for (const [name, stored] of objects.all()) {
      expect(name).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
      expect([stored.includes(mark), stored.includes('%PDF')]).toEqual([false, false]);
    }
    const [row] = await relink.database.sql<{ row: string }>(
      'SELECT f::text AS row FROM relink.files f WHERE id = $1',
      [id],
    );
    expect(row!.row).not.toContain('Letter of Amina');
    const read = await relink.database.sql(
      `SELECT details FROM audit.entries WHERE action = 'file.read' AND details::text LIKE '%' || $1 || '%'`,
      [id],
    );
    expect(read).toHaveLength(1);
    if (s3) expect(s3.refused).toBe(0);
  });

  it('whose object was changed or swapped are never handed out as if they were whole', async () => {
    const send = (letter: string) => sendFile(caseworker, dossierId, Buffer.from(letter.repeat(200_000)));
    const [one, other] = [await send('a'), await send('b')];
    for (const id of [one, other]) await checked(caseworker, dossierId, id);
    const objectOf = async (id: string) => {
      const [row] = await relink.database.sql<{ name: string }>(
        'SELECT content_object AS name FROM relink.files WHERE id = $1',
        [id],
      );
      return row!.name;
    };
    const [first, second] = [await objectOf(one), await objectOf(other)];
    const whole = objects.all().get(first)!;
    objects.write(first, objects.all().get(second)!);
    expect(await caseworker.get(`/files/${one}/content`)).toMatchObject({
      status: 409,
      body: { code: 'file.damaged' },
    });
    objects.write(first, whole.subarray(0, whole.length - 10));
    await expect(caseworker.download(`/files/${one}/content`)).rejects.toThrow();
    objects.write(first, whole);
    expect(await caseworker.download(`/files/${one}/content`)).toHaveLength(200_000);
  });

  it('half written are never visible, and nothing of them stays', async () => {
    const before = objects.all().size;
    const { id } = await expectStatus(
      201,
      caseworker.post(`/dossiers/${dossierId}/files`, { kind: 'other', name: 'x' }),
    );
    // Refused by its type, and sent to a version that is not there any more.
    expect((await caseworker.upload(`/files/${id}/content`, Buffer.from([0, 1, 2, 3]), 1)).status).toBe(400);
    expect((await caseworker.upload(`/files/${id}/content`, Buffer.from('A letter.'), 7)).status).toBe(412);
    expect(objects.all().size).toBe(before);
    expect(await fileState(caseworker, dossierId, id)).toMatchObject({ state: 'announced' });
    expect((await caseworker.get(`/files/${id}/content`)).status).toBe(409);
    await expectStatus(200, caseworker.upload(`/files/${id}/content`, Buffer.from('A letter.'), 1));
    const { state, version } = await checked(caseworker, dossierId, id);
    expect(state).toBe('ready');
    expect((await caseworker.upload(`/files/${id}/content`, Buffer.from('Another.'), version)).status).toBe(409);
    expect(objects.all().size).toBe(before + 1);
  });

  it('sent twice with one key are one file', async () => {
    const { id } = await expectStatus(
      201,
      caseworker.post(`/dossiers/${dossierId}/files`, { kind: 'other', name: 'x' }),
    );
    const before = objects.all().size;
    const key = newId();
    const send = () =>
      caseworker.send('POST', `/files/${id}/content`, Buffer.from('A letter.'), {
        'If-Match': '"1"',
        'Idempotency-Key': key,
      });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect(objects.all().size).toBe(before + 1);
  });

  it('belong to a person of the case, or to the case', async () => {
    const stranger = { kind: 'photo', name: 'x', personId: newId() };
    expect((await caseworker.post(`/dossiers/${dossierId}/files`, stranger)).status).toBe(404);
  });

  it('rule 20: of an erased person leave the store, those of others stay', async () => {
    const ofPerson = await sendFile(caseworker, dossierId, Buffer.from('About her.'), { personId });
    const ofCase = await sendFile(caseworker, dossierId, Buffer.from('About the case.'));
    for (const id of [ofPerson, ofCase]) await checked(caseworker, dossierId, id);
    await relink.workerApp.get(UnitOfWork).run(systemActor('test'), (tx) => {
      tx.outbox.emit('stewardship.person-erased', { personId, dossierId });
      return Promise.resolve();
    });
    await eventually(async () => {
      const left = await relink.database.sql('SELECT 1 FROM relink.files WHERE person_id = $1', [personId]);
      expect(left).toEqual([]);
    });
    expect((await caseworker.get(`/files/${ofPerson}/content`)).status).toBe(404);
    expect((await caseworker.download(`/files/${ofCase}/content`)).toString()).toBe('About the case.');
    const rows = await relink.database.sql<{ name: string }>(
      'SELECT content_object AS name FROM relink.files WHERE content_object IS NOT NULL',
    );
    await eventually(() => expect([...objects.all().keys()].sort()).toEqual(rows.map(({ name }) => name).sort()));
  });

  it('are removed by staff with a reason: the bytes are gone, that they were there is not', async () => {
    const before = objects.all().size;
    const id = await sendFile(caseworker, dossierId, Buffer.from('Of another family.'), { name: 'Mistaken.txt' });
    const { version } = await checked(caseworker, dossierId, id);
    const remove = (reason: string, from = version, by = caseworker) =>
      by.post(`/files/${id}/remove`, { reason }, from);
    expect((await remove(' ')).body.violations).toEqual([expect.objectContaining({ code: 'removal-reason-given' })]);
    expect((await remove('Mistaken.', version + 1)).status).toBe(412);
    const volunteer = await relink.signIn('intake-volunteer');
    expect((await remove('Mistaken.', version, volunteer)).status).toBe(403);
    await expectStatus(200, remove('Put into the wrong case.'));
    expect(await fileState(caseworker, dossierId, id)).toMatchObject({
      state: 'removed',
      name: 'Mistaken.txt',
      removal: 'Put into the wrong case.',
    });
    expect((await caseworker.get(`/files/${id}/content`)).status).toBe(409);
    await eventually(() => expect(objects.all().size).toBe(before));
    const log = await relink.database.sql(
      `SELECT 1 FROM audit.entries WHERE action = 'files.removed' AND object_id = $1 AND details LIKE $2`,
      [dossierId, `%${id}%`],
    );
    expect(log).toHaveLength(1);
    expect((await remove('Again.', version + 1)).body.code).toBe('workflow.not-allowed-now');
  });

  it('that no record knows are swept, once they are a day old', async () => {
    const known = [...objects.all().keys()];
    const [old, fresh] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
    clock.advance({ days: 3 });
    for (const name of [old, fresh]) objects.write(name, Buffer.from('left behind'));
    objects.age(old, new Date(clock.now().getTime() - 25 * 3_600_000));
    objects.age(fresh, new Date(clock.now().getTime() - 23 * 3_600_000));
    expect(await relink.workerApp.get(Schedules).begin('sweep-files')).toBe(true);
    await eventually(() => expect([...objects.all().keys()].sort()).toEqual([...known, fresh].sort()));
  });
});
