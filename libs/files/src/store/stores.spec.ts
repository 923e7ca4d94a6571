import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ObjectServer, S3_KEYS } from '../../../../tests/support/object-server.js';
import { openFrom, sealInto } from '../sealed-objects.js';
import { CHUNK_BYTES } from '../sealed-stream.js';
import { FolderStore } from './folder-store.js';
import type { ObjectStore } from './object-store.js';
import { S3Store } from './s3-store.js';

let folder: string;
let server: ObjectServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relink-store-'));
  server = await ObjectServer.start();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const STORES: [string, () => ObjectStore][] = [
  ['a folder', () => new FolderStore(folder)],
  [
    'a store that speaks S3',
    () => {
      const { id: accessKey, secret: secretKey, region } = S3_KEYS;
      return new S3Store({ endpoint: server.url, region, bucket: 'relink', accessKey, secretKey });
    },
  ],
];

describe.each(STORES)('what lies in %s', (_, make) => {
  it.each([0, 1, 2])('is read from its chunk %i on, and nothing before it', async (chunk) => {
    const [store, bytes, about] = [make(), randomBytes(2 * CHUNK_BYTES + 17), randomUUID()];
    const object = await sealInto(store, about, Readable.from([bytes]), bytes.length);
    const read = await buffer(await openFrom(store, about, object, chunk));
    expect(read.equals(bytes.subarray(chunk * CHUNK_BYTES))).toBe(true);
  });
});
