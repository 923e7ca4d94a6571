import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Sessions } from '#libs/access';
import type { BlindIndex } from '#libs/crypto';
import { UnitOfWork } from '#libs/database';
import { HealthController } from '#libs/process';
import { sessionCookie } from './cookies.js';
import { OriginForeign } from './http.errors.js';
import type { SignedInRequest } from './request-actor.js';

const OPEN = 'relink:open';

/** Marks a route that needs no session: signing in. Every other route does, save health, which load balancers ask. */
export const WithoutSession = () => SetMetadata(OPEN, true);

@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly unitOfWork: UnitOfWork,
    private readonly origins: ReadonlySet<string>,
    private readonly index: BlindIndex,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    this.refuseForeignOrigin(request);
    if (context.getClass() === HealthController) return true;
    if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN, [context.getHandler(), context.getClass()]))
      return true;
    if (request.method !== 'GET' && request.method !== 'HEAD') this.unitOfWork.refuseWhereCrowded();
    request.keyedDigest = (text) => this.index.fingerprint('request', text);
    request.signedIn = await this.sessions.resolve(sessionCookie(request));
    return true;
  }

  /** Second net under SameSite=Strict: a browser always says where a write comes from. */
  private refuseForeignOrigin({ method, headers }: SignedInRequest): void {
    if (method === 'GET' || method === 'HEAD') return;
    const { origin } = headers;
    const site = headers['sec-fetch-site'];
    if (origin !== undefined ? !this.origins.has(origin) : site !== undefined && site !== 'same-origin')
      throw new OriginForeign();
  }
}
