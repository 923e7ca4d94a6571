import { newId, type AccountId, type BranchId, type Role } from '#libs/kernel';

export interface Answer<Body = never> {
  status: number;
  body: Body;
  headers: Headers;
}

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test looks into whatever came back */
type Any = any;

/** A member of staff at their console: speaks HTTP, keeps the cookie. */
export class Staff {
  private cookie = '';

  constructor(
    private readonly url: string,
    readonly account: { id: AccountId; email: string; role: Role; branchId: BranchId },
  ) {}

  async signIn(password: string, code: string): Promise<void> {
    const first = await this.post('/session', { email: this.account.email, password });
    if (first.status !== 200) throw new Error(`sign-in refused: ${JSON.stringify(first.body)}`);
    const second = await this.post('/session/totp', { challenge: first.body.challenge, code });
    if (second.status !== 200) throw new Error(`code refused: ${JSON.stringify(second.body)}`);
  }

  /** What a browser needs to go on where this person signed in. */
  get session(): { name: string; value: string } {
    const [name, ...value] = this.cookie.split('=');
    return { name: name!, value: value.join('=') };
  }

  get(path: string): Promise<Answer<Any>> {
    return this.send('GET', path);
  }

  post(path: string, body: unknown = {}, version?: number, headers: Record<string, string> = {}): Promise<Answer<Any>> {
    return this.send('POST', path, body, { ...headers, ...(version !== undefined && { 'If-Match': `"${version}"` }) });
  }

  put(path: string, body: unknown, version?: number): Promise<Answer<Any>> {
    return this.send('PUT', path, body, version === undefined ? {} : { 'If-Match': `"${version}"` });
  }

  /** Sends the bytes of a file. */
  upload(path: string, bytes: Uint8Array, version: number): Promise<Answer<Any>> {
    return this.send('POST', path, bytes, { 'If-Match': `"${version}"` });
  }

  async download(path: string): Promise<Buffer> {
    const response = await fetch(`${this.url}/api/v1${path}`, { headers: { Cookie: this.cookie } });
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<Any>> {
    const isBytes = body instanceof Uint8Array;
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': isBytes ? 'application/octet-stream' : 'application/json' }),
        ...(method !== 'GET' && { 'Idempotency-Key': newId() }),
        ...(this.cookie && { Cookie: this.cookie }),
        ...headers,
      },
      ...(body !== undefined && {
        body: typeof body === 'string' || isBytes ? (body as Uint8Array<ArrayBuffer> | string) : JSON.stringify(body),
      }),
    });
    const cookie = response.headers.get('set-cookie');
    if (cookie) this.cookie = cookie.split(';')[0]!;
    const text = await response.text();
    const answered: Any = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text || undefined;
    return { status: response.status, body: answered, headers: response.headers };
  }
}
