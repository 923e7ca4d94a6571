import { expectStatus } from './stories.js';
import type { Staff } from './staff.js';

export interface Card {
  id: string;
  version: number;
  code: string;
  word: string;
}

/** Gives a family a card for their request. */
export async function issueCard(
  caseworker: Staff,
  requestId: string,
  word = 'mulberry',
  language = 'en',
): Promise<Card> {
  const issued = await expectStatus(
    201,
    caseworker.post(`/tracing-requests/${requestId}/family-cards`, { language, word }),
  );
  return { id: issued.id, version: issued.version, code: issued.cardCode, word };
}

export interface Seen {
  status: number;
  html: string;
  headers: Headers;
  /** Where it ended, after the redirects. */
  path: string;
}

/** A family at any phone: plain forms and links, one cookie, no script. */
export class Family {
  private cookie = '';
  last: Seen | undefined;

  constructor(
    private readonly url: string,
    readonly language = 'en',
    /** Headers of every request, such as the address a proxy tells. */
    private readonly headers: Record<string, string> = {},
  ) {}

  get hasCookie(): boolean {
    return this.cookie !== '';
  }

  get(path: string): Promise<Seen> {
    return this.send('GET', `/${this.language}${path}`);
  }

  /** Sends a form with the hidden fields of the page that was seen last. */
  post(path: string, fields: Record<string, string> = {}): Promise<Seen> {
    const hidden = [...(this.last?.html ?? '').matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
    const own = Object.fromEntries(hidden.map(([, name, value]) => [name!, value!]));
    return this.send('POST', `/${this.language}${path}`, new URLSearchParams({ ...own, ...fields }).toString());
  }

  signIn({ code, word }: { code: string; word: string }): Promise<Seen> {
    return this.post('/sign-in', { code, word });
  }

  async send(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Seen> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...this.headers,
        ...(this.cookie && { Cookie: this.cookie }),
        ...(body !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    const cookie = response.headers.getSetCookie().at(-1);
    if (cookie) this.cookie = /=;|Expires=Thu, 01 Jan 1970/.test(cookie) ? '' : cookie.split(';')[0]!;
    const location = response.headers.get('location');
    const html = await response.text();
    if (location?.startsWith('/')) return this.send('GET', location);
    this.last = { status: response.status, html, headers: response.headers, path };
    return this.last;
  }
}

/** The words of a page, as a screen reader reads them. */
export function wordsOf({ html }: Seen): string {
  return html
    .replace(/<head[\s\S]*?<\/head>|<style[\s\S]*?<\/style>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}
