import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const S3_KEYS = { id: 'AKIDEXAMPLE', secret: 'an object store secret', region: 'us-east-1' };

/**
 * A store that speaks as much S3 as files need: PUT, GET, DELETE and a listing of one bucket. It checks each request's
 * signature (AWS Signature Version 4) with the secret, so a client that signs wrongly is refused as by a real one.
 */
export class ObjectServer {
  readonly objects = new Map<string, { bytes: Buffer; writtenAt: Date }>();
  /** How many requests were refused for their signature. */
  refused = 0;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => this.answer(request, response, Buffer.concat(chunks)));
    });
  }

  static async start(): Promise<ObjectServer> {
    const store = new ObjectServer();
    await new Promise<void>((listening) => store.server.listen(0, '127.0.0.1', listening));
    return store;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((stopped) => this.server.close(() => stopped()));
  }

  private answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    if (!isSigned(request)) {
      this.refused++;
      response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
      return;
    }
    const url = new URL(request.url!, this.url);
    const [, bucket, name] = url.pathname.split('/');
    if (bucket !== 'relink') return void response.writeHead(404).end('<Error><Code>NoSuchBucket</Code></Error>');
    if (!name) return void response.writeHead(200).end(this.listing(url.searchParams));
    if (request.method === 'PUT') {
      this.objects.set(name, { bytes: body, writtenAt: new Date() });
      response.writeHead(200).end();
    } else if (request.method === 'DELETE') {
      this.objects.delete(name);
      response.writeHead(204).end();
    } else {
      const found = this.objects.get(name);
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const bytes = found?.bytes.subarray(from);
      if (bytes) response.writeHead(from > 0 ? 206 : 200, { 'Content-Length': bytes.length }).end(bytes);
      else response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    }
  }

  private listing(query: URLSearchParams): string {
    const [after, most] = [query.get('start-after') ?? '', Number(query.get('max-keys') ?? 1_000)];
    const names = [...this.objects.keys()].filter((name) => name > after).sort();
    const contents = names.slice(0, most).map((name) => {
      const { bytes, writtenAt } = this.objects.get(name)!;
      return `<Contents><Key>${name}</Key><LastModified>${writtenAt.toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`;
    });
    return `<?xml version="1.0"?><ListBucketResult><Name>relink</Name>${contents.join('')}</ListBucketResult>`;
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function isSigned({ method, url, headers }: IncomingMessage): boolean {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!parts) return false;
  const [, id, day, region, signed, signature] = parts as unknown as [string, string, string, string, string, string];
  const { pathname, searchParams } = new URL(url!, 'http://store');
  const query = [...searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, pathname, query, lines.join(''), signed, headers['x-amz-content-sha256']].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const hash = createHash('sha256').update(canonical).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash].join('\n');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const key = [region, 's3', 'aws4_request'].reduce<Buffer>(
    (made, part) => hmac(made, part),
    hmac(`AWS4${S3_KEYS.secret}`, day),
  );
  return id === S3_KEYS.id && hmac(key, toSign).toString('hex') === signature;
}
