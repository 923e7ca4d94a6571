import { deflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { aBomb, aPhotoWithPlace, aZip, objectStream, picture } from '../support/hostile-files.js';
import { eicar, Scanner } from '../support/scanner.js';
import { aPdf, checked, fileState, sendFile } from '../support/some-files.js';
import type { Staff } from '../support/staff.js';
import { anInterview, expectStatus } from '../support/stories.js';

let relink: Deployment;
let scanner: Scanner;
let caseworker: Staff;
let dossierId: string;

beforeAll(async () => {
  scanner = await Scanner.start();
  relink = await Deployment.start({ environment: { RELINK_CLAMD: scanner.address, RELINK_FILE_MEGABYTES: '2' } });
  caseworker = await relink.signIn('caseworker');
  ({ id: dossierId } = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() })));
});
afterAll(async () => {
  await relink.stop();
  await scanner.stop();
});
afterEach(() => {
  scanner.behaviour = 'works';
});

const ended = async (bytes: Buffer) => checked(caseworker, dossierId, await sendFile(caseworker, dossierId, bytes));

describe('A photo', () => {
  it('comes out as the same picture, upright, without where and when it was taken and with what', async () => {
    const photo = await aPhotoWithPlace();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    expect(photo.includes('secretcamera')).toBe(true);
    const { id, ...file } = await ended(photo);
    expect(file).toMatchObject({ state: 'ready', mediaType: 'image/jpeg', hasPreview: true });
    for (const part of ['content', 'preview']) {
      const kept = await caseworker.download(`/files/${id}/${part}`);
      const { exif, icc, xmp, iptc, orientation, width, height } = await sharp(kept).metadata();
      expect({ exif, icc, xmp, iptc, orientation }).toEqual({});
      for (const told of ['secretcamera', 'Telltale', 'Exif', 'GPS']) expect(kept.includes(told)).toBe(false);
      expect([width, height]).toEqual(part === 'content' ? [400, 640] : [200, 320]);
    }
  });

  it.each(['png', 'webp', 'tiff'] as const)('as %s is drawn anew too', async (format) => {
    const { id, ...file } = await ended(
      await picture(format)
        .withExif({ IFD0: { Software: 'secretcamera' } })
        .toBuffer(),
    );
    const mediaType = format === 'tiff' ? 'image/jpeg' : `image/${format}`;
    expect(file).toMatchObject({ state: 'ready', mediaType, hasPreview: true });
    expect((await caseworker.download(`/files/${id}/content`)).includes('secretcamera')).toBe(false);
  });

  it('loses what was appended to it without being a file of its own', async () => {
    const { id, state } = await ended(Buffer.concat([await picture('jpeg').toBuffer(), Buffer.from('hiddenpayload')]));
    expect(state).toBe('ready');
    expect((await caseworker.download(`/files/${id}/content`)).includes('hiddenpayload')).toBe(false);
  });
});

describe('Two files in one', () => {
  it.each<[string, () => Promise<Buffer>]>([
    ['a picture that is an archive too', async () => Buffer.concat([await picture('jpeg').toBuffer(), aZip()])],
    ['a PDF that is an archive too', () => Promise.resolve(Buffer.concat([aPdf(), aZip(), Buffer.from('\n%%EOF\n')]))],
    [
      'a picture that is a PDF too',
      async () => {
        const jpeg = await picture('jpeg').toBuffer();
        const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 20]), Buffer.from('%PDF-1.4 and more ')]);
        return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
      },
    ],
    [
      'a picture that is a page of the web too',
      async () => {
        const jpeg = await picture('jpeg').toBuffer();
        const html = Buffer.from('<script>alert(1)</script>');
        const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, html.length + 2]), html]);
        return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
      },
    ],
    ['a text that is a page of the web', () => Promise.resolve(Buffer.from('Dear all\n<SCRIPT src=x></SCRIPT>'))],
    ['a text that is a drawing', () => Promise.resolve(Buffer.from('a letter <svg onload="x()">'))],
  ])('are refused: %s', async (_, make) => {
    expect(await ended(await make())).toMatchObject({ state: 'refused', refusal: 'two-files-in-one' });
  });
});

describe('A bomb', () => {
  it('of 400 million pixels is not opened', async () => {
    expect(await ended(aBomb(20_000))).toMatchObject({ state: 'refused', refusal: 'too-many-pixels' });
  });

  it('of packed bytes in a PDF is not unpacked to its end', async () => {
    const packed = deflateSync(Buffer.alloc(300_000_000), { level: 9 }).toString('latin1');
    const body = `9 0 obj\n<< /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream\nendobj`;
    expect(await ended(aPdf({ body }))).toMatchObject({ state: 'refused', refusal: 'unpacks-too-far' });
  });

  it('of 301 pages is refused, one of 300 is not', async () => {
    expect(await ended(aPdf({ pages: 301 }))).toMatchObject({ refusal: 'too-many-pages' });
    expect(await ended(aPdf({ pages: 300 }))).toMatchObject({
      state: 'ready',
      pages: 300,
      mediaType: 'application/pdf',
    });
  });

  it('of bytes is refused before it is read, and where it is more than was told', async () => {
    const announced = await expectStatus(
      201,
      caseworker.post(`/dossiers/${dossierId}/files`, { kind: 'other', name: 'x' }),
    );
    const path = `/files/${announced.id}/content`;
    const large = await caseworker.upload(path, Buffer.alloc(2 * 1_048_576 + 1), 1);
    expect(large).toMatchObject({ status: 413, body: { code: 'file.too-large' } });
    expect((await fileState(caseworker, dossierId, announced.id)).state).toBe('announced');
  });
});

describe('A PDF that does something by itself', () => {
  it.each([
    ['in the open', aPdf({ more: '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>' })],
    ['with letters written as numbers', aPdf({ more: '/OpenAction << /S /J#61vaScript /J#53 (x) >>' })],
    ['by starting a program', aPdf({ more: '/OpenAction << /S /Launch /F (cmd.exe) >>' })],
    ['by carrying another file', aPdf({ more: '/Names << /EmbeddedFiles 7 0 R >>' })],
    ['in a packed object', aPdf({ body: objectStream('7 0 << /S /JavaScript /JS (x) >>') })],
  ])('is refused: %s', async (_, bytes) => {
    expect(await ended(bytes)).toMatchObject({ state: 'refused', refusal: 'active-content' });
  });

  it('or that nobody can look into is refused', async () => {
    expect(await ended(aPdf({ body: 'trailer << /Encrypt 8 0 R >>' }))).toMatchObject({ refusal: 'encrypted' });
    expect(await ended(Buffer.from('%PDF-1.7\nnothing more'))).toMatchObject({ refusal: 'unreadable' });
  });
});

describe('What a file is', () => {
  it.each([
    ['a page of the web without words before it', Buffer.from([0x3c, 0x68, 0x74, 0x6d, 0x6c, 0x00])],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    ['an archive', aZip()],
    ['a moving picture', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1')],
    ['a drawing', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['noise', Buffer.from([1, 2, 3, 255, 254, 0, 7])],
    ['nothing', Buffer.alloc(0)],
  ])('is told by its bytes: %s is not taken or not kept', async (_, bytes) => {
    const announced = await expectStatus(
      201,
      caseworker.post(`/dossiers/${dossierId}/files`, { kind: 'photo', name: 'holiday.jpg' }),
    );
    const answer = await caseworker.upload(`/files/${announced.id}/content`, bytes, 1);
    if (answer.status === 400) return expect(answer.body.code).toBe('file.type-not-accepted');
    expect((await checked(caseworker, dossierId, announced.id)).state).toBe('refused');
  });

  it('is never shown in the page: it is saved, whatever it is called', async () => {
    const bytes = Buffer.from('A letter of three words.');
    const name = `"><script>alert(1)</script>\u202egpj.html`;
    const id = await sendFile(caseworker, dossierId, bytes, { name });
    await checked(caseworker, dossierId, id);
    const { status, headers } = await caseworker.get(`/files/${id}/content`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="file"; filename\*=UTF-8''[\w%.!~-]+$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('Malware', () => {
  it('that the scanner knows is refused and leaves the store', async () => {
    expect(await ended(eicar())).toMatchObject({ state: 'refused', refusal: 'malware' });
    expect(scanner.scanned).toBeGreaterThan(0);
  });

  it.each(['nonsense', 'hangs-up'] as const)(
    'passes no scanner that %s: the file waits until it answers',
    async (how) => {
      scanner.behaviour = how;
      const before = scanner.scanned;
      const id = await sendFile(caseworker, dossierId, Buffer.from('A letter.'));
      await eventually(() => expect(scanner.scanned).toBeGreaterThan(before));
      expect(await fileState(caseworker, dossierId, id)).toMatchObject({ state: 'received' });
      expect((await caseworker.get(`/files/${id}/content`)).status).toBe(409);
      scanner.behaviour = 'works';
      expect(await checked(caseworker, dossierId, id)).toMatchObject({ state: 'ready' });
    },
  );
});
