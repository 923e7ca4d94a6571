import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { newId, systemActor, type StaffActor } from '#libs/kernel';
import { available, next, type Facts, type Step } from '#libs/workflow';
import {
  ExchangeRefused,
  fingerprint,
  isSound,
  isValidAt,
  keyObject,
  verifyCapability,
  type PublicKey,
  type TrustedPartner,
} from '../protocol/index.js';
import { secondsOf } from '../seconds.js';
import { Partner, PartnerKey, type DistrustReason, type PartnerId } from './partner.entity.js';
import { PartnerKnown } from './partners.errors.js';
import { partnerWorkflow, type PartnerAction, type PartnerGuard } from './partner.workflow.js';

const DEPLOYMENT = { type: 'deployment' } as const;
const ROTATION = systemActor('key-rotation');

export type PartnerInput = Pick<
  Partner,
  'society' | 'name' | 'country' | 'baseUrl' | 'purposes' | 'highest' | 'dailyQuota' | 'stewardContact'
>;

/** A partner as staff see it: with the fingerprints to compare by voice, and what can be done now. */
export interface PartnerView extends Omit<Partner, 'proposedBy' | 'approvedBy' | 'toldAt'> {
  proposedBy: string;
  approvedBy: string | null;
  keys: (PublicKey & { fingerprint: string; valid: boolean })[];
  actions: Step<PartnerAction>[];
}

/** What was compared by voice: the fingerprints as the other side read them out. */
export interface Comparison {
  fingerprints: readonly string[];
}

/** Whom the exchange trusts, by which keys, and for what. */
@Injectable()
export class TrustRegistry {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Whoever works with partners may know who they are. @throws Forbidden */
  list(by: StaffActor): Promise<PartnerView[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('see-partners', DEPLOYMENT);
      const partners = await tx.of(Partner).query('partner').orderBy('partner.society').getMany();
      return Promise.all(partners.map((partner) => this.view(tx, partner, by)));
    });
  }

  /** @throws Forbidden, NotFound */
  read(id: PartnerId, by: StaffActor): Promise<PartnerView> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('see-partners', DEPLOYMENT);
      return this.view(tx, await tx.of(Partner).findOrFail({ id }), by);
    });
  }

  /** @throws Forbidden, GuardNotMet, PartnerKnown */
  propose(input: PartnerInput, keys: readonly PublicKey[], by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      tx.authorize('manage-partners', DEPLOYMENT);
      const { to, transition } = next(partnerWorkflow, 'none', 'propose', by.role, {
        'keys-sound': areComplete(keys, secondsOf(tx.now)),
      });
      await this.refuseKnown(tx, input.society, keys);
      const id = newId<'partner'>();
      const partner = tx.of(Partner).create({
        id,
        ...input,
        state: to,
        proposedBy: by.accountId,
        approvedBy: null,
        stateSince: tx.now,
        reason: null,
        toldAt: 0,
        messagesAt: null,
        capabilityDueAt: null,
        enquiriesStoppedAt: null,
        enquiriesStoppedBecause: null,
      });
      await tx.of(Partner).insert(partner);
      await this.pin(tx, id, keys);
      note(tx, id, transition.emits, { keys: keys.map(({ kid }) => kid) });
      return { id, state: to, version: 1 };
    });
  }

  /** The second person compared the fingerprints too. @throws Forbidden, GuardNotMet, StaleVersion */
  approve(id: PartnerId, comparison: Comparison, version: number, by: StaffActor): Promise<Receipt> {
    return this.trust(id, 'approve', comparison, version, by);
  }

  /** Trust again after a suspension is trust anew. @throws Forbidden, GuardNotMet, StaleVersion */
  resume(id: PartnerId, comparison: Comparison, version: number, by: StaffActor): Promise<Receipt> {
    return this.trust(id, 'resume', comparison, version, by);
  }

  /** From the next message on it is not listened to, and nothing is sent. @throws Forbidden, StaleVersion */
  suspend(id: PartnerId, reason: DistrustReason, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'suspend', version, by, () => Promise.resolve({ 'reason-given': true }), { reason });
  }

  /** For good: its keys end too, and are never pinned again. @throws Forbidden, StaleVersion */
  revoke(id: PartnerId, reason: DistrustReason, version: number, by: StaffActor): Promise<Receipt> {
    const endKeys = async (tx: Transaction) => {
      await tx.sql('UPDATE partner_keys SET revoked_at = $2 WHERE partner_id = $1 AND revoked_at IS NULL', [
        id,
        tx.now,
      ]);
      return { 'reason-given': true };
    };
    return this.step(id, 'revoke', version, by, endKeys, { reason });
  }

  /**
   * The keys a partner's capability document tells: new ones are pinned beside those that are there, and a key it has left
   * out or shortened ends as it says. The document has to be signed with a key that is pinned and valid now.
   * @throws ExchangeRefused, GuardNotMet, PartnerKnown
   */
  rotateKeys(id: PartnerId, document: string): Promise<Receipt> {
    return this.unitOfWork.run(ROTATION, async (tx) => {
      const partner = await tx.of(Partner).lockOrFail({ id });
      const now = secondsOf(tx.now);
      const pinned = await this.pinnedKeys(tx, id);
      const signers = pinned.filter((key) => key.use === 'sign' && isValidAt(key, now));
      const capability = await verifyCapability(document, (kid) => keyIn(signers, kid), {
        society: partner.society,
        last: partner.toldAt,
      });
      // Only below the address that was agreed upon when it was paired.
      if (new URL(capability.messages).origin !== new URL(partner.baseUrl).origin)
        throw new ExchangeRefused('payload-form');
      const fresh = capability.keys.filter(({ kid }) => !pinned.some((key) => key.kid === kid));
      const { to, transition } = next(partnerWorkflow, partner.state, 'rotate-keys', 'system', {
        'keys-sound': areComplete(capability.keys, now),
        'signed-by-pinned-key': true,
      });
      await this.refuseKnown(tx, undefined, fresh);
      await this.pin(tx, id, fresh);
      let changed = fresh.length > 0 || partner.messagesAt !== capability.messages;
      for (const key of pinned) {
        const until = capability.keys.find(({ kid }) => kid === key.kid)?.until ?? now;
        // Time that was never agreed upon by voice cannot be added, only taken away.
        if (until >= key.until) continue;
        await this.endKey(tx, key.kid, until);
        changed = true;
      }
      const { iat: toldAt, messages: messagesAt } = capability;
      const saved = await tx.of(Partner).save(Object.assign(partner, { toldAt, messagesAt }));
      // The same document every day is no news.
      if (changed) note(tx, id, transition.emits, { keys: fresh.map(({ kid }) => kid) });
      return { id, state: to, version: saved.version };
    });
  }

  /**
   * The partner says that somebody else may have this key of its. Without another one to sign and to seal it is suspended, until
   * people have compared fingerprints anew.
   */
  async revokeKey(tx: Transaction, id: PartnerId, kid: string): Promise<void> {
    const ended = await tx.sql(
      'UPDATE partner_keys SET revoked_at = $3 WHERE partner_id = $1 AND kid = $2 AND revoked_at IS NULL RETURNING kid',
      [id, kid, tx.now],
    );
    if (ended.length === 0) return;
    tx.audit.record('partners.key-revoked', { type: 'partner', id }, { key: kid });
    if (areComplete(await this.pinnedKeys(tx, id), secondsOf(tx.now))) return;
    const partner = await tx.of(Partner).lockOrFail({ id });
    if (partner.state !== 'paired') return;
    const reason = 'compromise';
    const { to, transition } = next(partnerWorkflow, partner.state, 'suspend', 'system', { 'reason-given': true });
    await tx.of(Partner).save(Object.assign(partner, { state: to, stateSince: tx.now, reason }));
    note(tx, id, transition.emits, { reason });
  }

  /** Who has pinned this signing key with us: what the gateway asks for each message. */
  async partnerBy(tx: Transaction, kid: string): Promise<(TrustedPartner & { id: PartnerId }) | undefined> {
    // One question for each message that comes: the partner, and with it every key pinned for it.
    const [row] = await tx.sql<
      Pick<Partner, 'id' | 'society' | 'state' | 'purposes' | 'highest'> & { keys: PublicKey[] }
    >(
      `SELECT p.id, p.society, p.state, p.purposes, p.highest, (
         SELECT json_agg(json_build_object('kty', 'OKP', 'crv', k.crv, 'x', k.x, 'kid', k.kid, 'use', k.use, 'from', k.valid_from, 'until', k.valid_until))
         FROM partner_keys k WHERE k.partner_id = p.id AND k.revoked_at IS NULL) AS keys
       FROM partners p JOIN partner_keys signing ON signing.partner_id = p.id
       WHERE signing.kid = $1 AND signing.revoked_at IS NULL`,
      [kid],
    );
    if (!row) return undefined;
    const { id, society, state, purposes, highest, keys } = row;
    return { id, society, paired: state === 'paired', purposes, highest, keys };
  }

  private async view(tx: Transaction, partner: Partner, by: StaffActor): Promise<PartnerView> {
    const { toldAt: _, ...shown } = partner;
    const now = secondsOf(tx.now);
    const keys = await this.pinnedKeys(tx, partner.id);
    return {
      ...shown,
      keys: keys.map((key) => ({ ...key, fingerprint: fingerprint(key.kid), valid: isValidAt(key, now) })),
      actions: available(partnerWorkflow, partner.state, by.role, {
        'keys-sound': areComplete(keys, now),
        'second-approver': partner.proposedBy !== by.accountId,
      }),
    };
  }

  private trust(
    id: PartnerId,
    action: 'approve' | 'resume',
    { fingerprints }: Comparison,
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    const facts = async (tx: Transaction, partner: Partner) => {
      const keys = await this.pinnedKeys(tx, id);
      const read = fingerprints.map((one) => one.toUpperCase().replace(/[^A-Z2-7]/g, ''));
      return {
        'keys-sound': areComplete(keys, secondsOf(tx.now)),
        'fingerprints-compared':
          read.length === keys.length && keys.every(({ kid }) => read.includes(fingerprint(kid).replaceAll(' ', ''))),
        'second-approver': partner.proposedBy !== by.accountId,
      };
    };
    return this.step(id, action, version, by, facts, { approvedBy: by.accountId, reason: null });
  }

  private step(
    id: PartnerId,
    action: PartnerAction,
    version: number,
    by: StaffActor,
    factsOf: (tx: Transaction, partner: Partner) => Promise<Facts<PartnerGuard>>,
    change: Partial<Partner>,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      tx.authorize('manage-partners', DEPLOYMENT);
      const partner = await tx.of(Partner).lockOrFail({ id }, version);
      const facts = await factsOf(tx, partner);
      const { to, transition } = next(partnerWorkflow, partner.state, action, by.role, facts);
      const saved = await tx.of(Partner).save(Object.assign(partner, change, { state: to, stateSince: tx.now }));
      note(tx, id, transition.emits, change.reason ? { reason: change.reason } : {});
      return { id, state: to, version: saved.version };
    });
  }

  /** The keys pinned for a partner that were not revoked, those of other times too. */
  async pinnedKeys(tx: Transaction, id: PartnerId): Promise<PublicKey[]> {
    const keys = await tx.of(PartnerKey).all({ partnerId: id });
    return keys
      .filter(({ revokedAt }) => revokedAt === null)
      .map(({ kid, use, crv, x, validFrom, validUntil }) => ({
        kty: 'OKP',
        crv,
        x,
        kid,
        use,
        from: validFrom,
        until: validUntil,
      }));
  }

  private async pin(tx: Transaction, partnerId: PartnerId, keys: readonly PublicKey[]): Promise<void> {
    const rows = keys.map(({ kid, use, crv, x, from, until }) =>
      tx.of(PartnerKey).create({
        kid,
        partnerId,
        use,
        crv,
        x,
        validFrom: from,
        validUntil: until,
        pinnedAt: tx.now,
        revokedAt: null,
      }),
    );
    await tx.of(PartnerKey).insert(...rows);
  }

  private async endKey(tx: Transaction, kid: string, until: number): Promise<void> {
    await tx.sql(
      `UPDATE partner_keys SET valid_until = greatest($2, valid_from + 1), revoked_at = CASE WHEN $2 <= $3 THEN $4::timestamptz END WHERE kid = $1`,
      [kid, until, secondsOf(tx.now), tx.now],
    );
  }

  private async refuseKnown(tx: Transaction, society: string | undefined, keys: readonly PublicKey[]): Promise<void> {
    const known = await tx.sql(
      `SELECT 1 FROM partners WHERE society = $1 UNION ALL SELECT 1 FROM partner_keys WHERE kid = ANY ($2)`,
      [society ?? null, keys.map(({ kid }) => kid)],
    );
    if (known.length > 0) throw new PartnerKnown();
  }
}

/** Each of them sound, none twice, and at least one to sign and one to seal that is valid now. */
function areComplete(keys: readonly PublicKey[], now: number): boolean {
  const valid = keys.filter((key) => isValidAt(key, now));
  return (
    keys.every(isSound) &&
    new Set(keys.map(({ kid }) => kid)).size === keys.length &&
    (['sign', 'seal'] as const).every((use) => valid.some((key) => key.use === use))
  );
}

function keyIn(keys: readonly PublicKey[], kid: string) {
  const key = keys.find((one) => one.kid === kid);
  return key && keyObject(key);
}

function note(
  tx: Transaction,
  id: PartnerId,
  topic: string,
  details: Record<string, string | readonly string[]>,
): void {
  tx.audit.record(topic, { type: 'partner', id }, details);
  tx.outbox.emit(topic, { partnerId: id });
}
