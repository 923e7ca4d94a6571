import type { CookieOptions, Request } from 'express';

/** The prefix makes browsers insist on Secure, Path=/ and no Domain. Browsers count http://localhost as secure. */
export const SESSION_COOKIE = '__Host-relink';

export const COOKIE_OPTIONS: CookieOptions = { httpOnly: true, secure: true, sameSite: 'strict', path: '/' };

export function sessionCookie({ headers }: Request): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === SESSION_COOKIE && value && /^[\w-]{20,100}$/.test(value)) return value;
  }
  return undefined;
}
