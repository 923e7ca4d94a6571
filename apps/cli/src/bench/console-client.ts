import { newId } from '#libs/kernel';

/** What a receipt and the lists of the API hold, as far as a bench needs it. */
export interface Receipt {
  id: string;
  version: number;
}

/** Speaks to the API as the console does: signs in, keeps the cookie, sends keys and versions. */
export class ConsoleClient {
  private cookie = '';

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
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json', 'Idempotency-Key': newId() }),
        ...(version !== undefined && { 'If-Match': `"${version}"` }),
        ...(this.cookie && { Cookie: this.cookie }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const cookie = response.headers.get('set-cookie');
    if (cookie) this.cookie = cookie.split(';')[0]!;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Body;
  }
}
