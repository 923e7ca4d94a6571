import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ObjectStore, type StoredObject } from './object-store.js';

export interface S3Options {
  /** Address of the store, such as `https://s3.example.org`. */
  endpoint: string;
  region: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
}

const nothing = () => undefined;
/** What fails is thrown; the client would also write it to the console. */
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Sealed files in any store that speaks S3. */
export class S3Store extends ObjectStore {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor({ endpoint, region, bucket, accessKey, secretKey }: S3Options) {
    super();
    this.bucket = bucket;
    this.client = new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
      // Buckets as folders of one address: every store knows it, and none needs a certificate for each bucket.
      forcePathStyle: true,
      // Checksums in trailers are not known everywhere; what is sealed is authenticated anyway.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: 2,
      logger: SILENT,
      requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
    });
  }

  async write(name: string, content: Readable, bytes: number): Promise<void> {
    await this.client.send(
      new PutObjectCommand({
        Bucket: this.bucket,
        Key: name,
        Body: content,
        ContentLength: bytes,
        ContentType: 'application/octet-stream',
      }),
    );
  }

  async read(name: string, from = 0): Promise<Readable> {
    const { Body } = await this.client.send(
      new GetObjectCommand({ Bucket: this.bucket, Key: name, ...(from > 0 && { Range: `bytes=${from}-` }) }),
    );
    return Body as Readable;
  }

  async remove(name: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: name }));
  }

  async list(limit: number, after?: string): Promise<StoredObject[]> {
    const { Contents = [] } = await this.client.send(
      new ListObjectsV2Command({ Bucket: this.bucket, MaxKeys: limit, ...(after && { StartAfter: after }) }),
    );
    return Contents.map(({ Key, LastModified }) => ({ name: Key!, writtenAt: LastModified! }));
  }
}
