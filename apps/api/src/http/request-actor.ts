import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { SignedIn } from '#libs/access';
import type { RequestKey, StaffActor } from '#libs/kernel';
import { HeaderInvalid, VersionNeeded } from './http.errors.js';

export interface SignedInRequest extends Request {
  signedIn?: SignedIn;
  /** A keyed hash: a short body could be guessed from a plain one. */
  keyedDigest?: (text: string) => string;
}

/** The member of staff who asks, with the idempotency key of the request where it has one. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): StaffActor => {
  const request = context.switchToHttp().getRequest<SignedInRequest>();
  const { accountId, role, branchId } = request.signedIn!;
  const requestKey = requestKeyOf(request);
  return { kind: 'staff', accountId, role, branchId, ...(requestKey && { requestKey }) };
});

/** The version in If-Match: which reading of the record the asker acts on. */
export const ExpectedVersion = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<Request>().headers['if-match'];
  if (header === undefined) throw new VersionNeeded();
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw new HeaderInvalid('If-Match');
  return Number(version);
});

function requestKeyOf(request: SignedInRequest): RequestKey | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method === 'GET') return undefined;
  if (typeof key !== 'string' || !/^[\w-]{8,100}$/.test(key)) throw new HeaderInvalid('Idempotency-Key');
  const about = JSON.stringify([request.headers['if-match'] ?? '', request.body ?? null]);
  return { key, route: `${request.method} ${request.path}`, digest: request.keyedDigest!(about) };
}
