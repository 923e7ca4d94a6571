import { Agent, request } from 'node:http';
import { newId } from '#libs/kernel';

/** What a receipt and the lists of the API hold, as far as a bench needs it. */
export interface Receipt {
  id: string;
  version: number;
  reference?: string;
}

interface Answer {
  status: number;
  cookies: readonly string[];
  text: string;
}

/**
 * Speaks to the API as the console does: signs in, keeps the cookie, sends keys and versions. Staff sit at machines of their
 * own; here they share the one that is measured, so this does no more than it must.
 */
export class ConsoleClient {
  private cookie = '';
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly url: string) {}

  async signIn(email: string, password: string, code: string): Promise<void> {
    const { challenge } = await this.send<{ challenge: string }>('POST', '/session', { email, password });
    await this.send('POST', '/session/totp', { challenge, code });
  }

  get<Body>(path: string): Promise<Body> {
    return this.send('GET', path);
  }

  post<Body>(path: string, body: unknown, version?: number): Promise<Body> {
    return this.send('POST', path, body, version);
  }

  private async send<Body>(method: string, path: string, body?: unknown, version?: number): Promise<Body> {
    const sent = body === undefined ? '' : JSON.stringify(body);
    const headers = {
      ...(sent && {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(sent),
        'Idempotency-Key': newId(),
      }),
      ...(version !== undefined && { 'If-Match': `"${version}"` }),
      ...(this.cookie && { Cookie: this.cookie }),
    };
    const { status, cookies, text } = await this.exchange(method, path, headers, sent);
    if (cookies.length > 0) this.cookie = cookies[0]!.split(';')[0]!;
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return JSON.parse(text) as Body;
  }

  private exchange(
    method: string,
    path: string,
    headers: Record<string, string | number>,
    body: string,
  ): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      const asked = request(`${this.url}/api/v1${path}`, { method, headers, agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            cookies: response.headers['set-cookie'] ?? [],
            text: Buffer.concat(chunks).toString(),
          }),
        );
      });
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // The other end had closed a line that was idle. With its key a write is done once, however often it is sent.
        const wasIdle = asked.reusedSocket && error.code === 'ECONNRESET';
        if (wasIdle) resolve(this.exchange(method, path, headers, body));
        else reject(error);
      });
      asked.end(body);
    });
  }
}
