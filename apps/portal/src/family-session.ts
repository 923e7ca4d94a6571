import { ForbiddenException, Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { isFormTokenOf, PortalDoor, type FamilyView } from '#libs/family-access';

/** The prefix makes browsers insist on Secure, Path=/ and no Domain. Browsers count http://localhost as secure. */
const SECURE_NAME = '__Host-p';
/** For text browsers on plain HTTP, in a demonstration alone: they keep no secure cookie there. */
const PLAIN_NAME = 'p';

export interface OpenSession {
  token: string;
  view: FamilyView;
}

/** The one cookie there is: after sign-in, until the browser is closed or the session is over. */
@Injectable()
export class FamilySession {
  constructor(private readonly door: PortalDoor) {}

  begin(response: Response, token: string, secure: boolean): void {
    response.cookie(secure ? SECURE_NAME : PLAIN_NAME, token, optionsFor(secure));
  }

  async resolve(request: Request): Promise<OpenSession | undefined> {
    const token = tokenOf(request);
    const view = token && (await this.door.look(token));
    return token && view ? { token, view } : undefined;
  }

  async end(request: Request, response: Response): Promise<void> {
    const token = tokenOf(request);
    if (token) await this.door.leave(token);
    for (const secure of [true, false]) response.clearCookie(secure ? SECURE_NAME : PLAIN_NAME, optionsFor(secure));
  }
}

/** The second net under SameSite=Strict: a form carries what only the page of this session held. @throws ForbiddenException */
export function checkForm({ token }: OpenSession, sent: unknown): void {
  if (!isFormTokenOf(token, (sent as { form?: unknown } | undefined)?.form)) throw new ForbiddenException();
}

function optionsFor(secure: boolean): CookieOptions {
  return { httpOnly: true, secure, sameSite: 'strict', path: '/' };
}

function tokenOf({ headers }: Request): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if ((name === SECURE_NAME || name === PLAIN_NAME) && value && /^[\w-]{20,100}$/.test(value)) return value;
  }
  return undefined;
}
