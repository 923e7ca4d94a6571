import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { StaffActor } from '#libs/kernel';
import { fingerprint, type PublicKey } from '../protocol/index.js';
import { secondsOf } from '../seconds.js';

/** A key of ours as people tell it: the public half, and what is read out of it by voice. */
export interface ToldKey extends Pick<PublicKey, 'kid' | 'use' | 'x' | 'from' | 'until'> {
  fingerprint: string;
  valid: boolean;
}

/** Our own keys, for whoever reads them out to a partner. The private halves are where this is not. */
@Injectable()
export class ToldKeys {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Those that partners are told now: neither ended nor revoked, to sign first. @throws Forbidden */
  list(by: StaffActor): Promise<ToldKey[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('manage-partners', { type: 'deployment' });
      const now = secondsOf(tx.now);
      const keys = await tx.sql<{ kid: string; use: PublicKey['use']; x: string; from: string; until: string }>(
        `SELECT kid, use, x, valid_from AS from, valid_until AS until FROM exchange_own_keys
         WHERE revoked_at IS NULL AND valid_until > $1 ORDER BY use DESC, valid_from, kid`,
        [now],
      );
      return keys.map(({ kid, use, x, from, until }) => ({
        kid,
        use,
        x,
        from: Number(from),
        until: Number(until),
        fingerprint: fingerprint(kid),
        valid: Number(from) <= now,
      }));
    });
  }
}
