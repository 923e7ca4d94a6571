import { newId } from '#libs/kernel';
import { PlainHttp } from './plain-http.js';

/** What a receipt and the lists of the API hold, as far as a bench needs it. */
export interface Receipt {
  id: string;
  version: number;
  reference?: string;
}

/** Times that a question is asked again where the line it went out on had been closed. */
const AGAIN = 2;

/**
 * Speaks to the API as the console does: signs in, keeps the cookie, sends keys and versions. Staff sit at machines of their
 * own; here they share the one that is measured, so this does no more than it must.
 */
export class ConsoleClient {
  private cookie = '';
  private readonly http: PlainHttp;

  constructor(url: string) {
    this.http = new PlainHttp(url);
  }

  async signIn(email: string, password: string, code: string): Promise<void> {
    const { challenge } = await this.post<{ challenge: string }>('/session', { email, password });
    await this.post('/session/totp', { challenge, code });
  }

  async get<Body>(path: string): Promise<Body> {
    return JSON.parse((await this.read(path)).toString()) as Body;
  }

  /** The answer as it comes, for whoever only waits for it. */
  read(path: string): Promise<Buffer> {
    return this.send('GET', path, '');
  }

  /** @param body written down already, or what is to be written down */
  async post<Body>(path: string, body: unknown, version?: number): Promise<Body> {
    const sent = Buffer.isBuffer(body) ? body : JSON.stringify(body);
    return JSON.parse((await this.send('POST', path, sent, version)).toString()) as Body;
  }

  private async send(method: string, path: string, sent: string | Buffer, version?: number): Promise<Buffer> {
    const headers = {
      ...(sent.length > 0 && { 'Content-Type': 'application/json', 'Idempotency-Key': newId() }),
      ...(version !== undefined && { 'If-Match': `"${version}"` }),
      ...(this.cookie && { Cookie: this.cookie }),
    };
    for (let attempt = 0; ; attempt++) {
      try {
        const { status, cookie, body } = await this.http.ask(method, `/api/v1${path}`, headers, sent);
        if (cookie) this.cookie = cookie;
        if (status >= 300) throw new Refused(`${method} ${path}: ${status} ${body.toString()}`);
        return body;
      } catch (error) {
        // The other end had closed a line that was idle. With its key a write is done once, however often it is sent.
        if (error instanceof Refused || attempt === AGAIN) throw error;
      }
    }
  }
}

class Refused extends Error {}
