import { Injectable } from '@nestjs/common';
import { Account, authorizedDossier, Dossier } from '#libs/access';
import { Consent, Refusals } from '#libs/consent';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import {
  dayOf,
  daysAfter,
  newId,
  pastDay,
  type AccountId,
  type DossierId,
  type PersonId,
  type StaffActor,
} from '#libs/kernel';
import { Person } from '#libs/people';
import { Tasks } from '#libs/tasks';
import { available, next, type Facts, type Step } from '#libs/workflow';
import { FOLLOW_UP_DAYS, type Need } from './needs.js';
import {
  Referral,
  referralPlace,
  ServiceProvider,
  type ProviderId,
  type ReferralDetails,
  type ReferralId,
} from './referral.entity.js';
import { referralWorkflow, type ReferralAction, type ReferralGuard, type ReferralState } from './referral.workflow.js';

const DAYS_TO_HEAR_BACK = 14;

export interface Proposal {
  personId: PersonId;
  providerId: ProviderId;
  need: Need;
  why: string;
}

/** How the person agreed to this very service. */
export interface Agreement {
  agrees: boolean;
  given: 'spoken' | 'signed' | 'thumbprint' | 'witnessed';
  on: string;
}

/** What the service is told. */
export interface Sending {
  told: string;
  /** Whoever sends has read what the person limited in their own words, and found nothing against it. */
  restrictionsRead?: boolean;
}

export interface ReferralView extends ReferralDetails {
  id: ReferralId;
  dossierId: DossierId;
  personId: PersonId;
  provider: { id: ProviderId; name: string };
  need: Need;
  state: ReferralState;
  proposedBy: { id: AccountId; name: string };
  proposedAt: Date;
  version: number;
  actions: Step<ReferralAction>[];
}

/** People put in touch with services, with their agreement and to the outcome. */
@Injectable()
export class Referrals {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly consent: Consent,
    private readonly refusals: Refusals,
    private readonly tasks: Tasks,
  ) {}

  /** In whatever state the case is: a refused request has a referral too. @throws GuardNotMet, NotFound, Forbidden */
  propose({ personId, providerId, need, why }: Proposal, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const { dossierId } = await tx.of(Person).findOrFail({ id: personId });
      const dossier = await tx.of(Dossier).findOrFail({ id: dossierId });
      tx.authorize('see', dossier.facts);
      const facts = { 'service-offers-it': await offers(tx, providerId, need) };
      const { to, transition } = next(referralWorkflow, 'none', 'propose', by.role, facts);
      tx.authorize('work', dossier.facts, { by: transition.by });
      const id = newId<'referral'>();
      const details: ReferralDetails = { why };
      const referral = tx.of(Referral).create({
        id,
        dossierId,
        personId,
        providerId,
        need,
        state: to,
        proposedBy: by.accountId,
        proposedAt: tx.now,
        details: await tx.vault.seal(personId, referralPlace(id), details),
        permitId: null,
      });
      await tx.of(Referral).insert(referral);
      note(tx, referral, transition.emits);
      return { id, state: to, version: 1 };
    });
  }

  /** @throws GuardNotMet where they do not; InvalidInput */
  agree(id: ReferralId, { agrees, given, on }: Agreement, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'agree', { 'person-agreed': agrees }, version, by, async (tx, referral, details) => {
      details.agreed = { how: given, on: pastDay(on, tx.now, 'on') };
      const { personId, dossierId, providerId } = referral;
      const givenBy = (await this.consent.mayBeChild(tx, personId)) ? 'guardian' : 'self';
      await this.consent.recordBeside(
        tx,
        { id: personId, dossierId },
        { legalBasis: 'consent', givenBy, how: given, purposes: ['refer'], recipients: [`service:${providerId}`] },
        'agreement',
      );
    });
  }

  /** Sends what is told to the service, under a permit for this very service. @throws GuardNotMet, PermitRefused */
  send(id: ReferralId, { told, restrictionsRead }: Sending, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'send', { 'nothing-left-out': said(told) }, version, by, async (tx, referral, details) => {
      const { personId, dossierId, providerId } = referral;
      const recipient = { class: 'service', id: providerId } as const;
      referral.permitId = (
        await this.consent.permit(tx, { id: personId, dossierId }, 'refer', { recipient, restrictionsRead })
      ).id;
      details.told = told;
      await this.remind(tx, referral, DAYS_TO_HEAR_BACK);
    });
  }

  /** The service takes the person on; where the need asks for it, somebody asks later how it goes. */
  accept(id: ReferralId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'accept', {}, version, by, async (tx, referral) => {
      await this.tasks.close(tx, { kind: 'follow-up-referral', about: id });
      const days = FOLLOW_UP_DAYS[referral.need];
      if (days) await this.remind(tx, referral, days);
    });
  }

  /** Declined by the service, or withdrawn by the person. @throws GuardNotMet */
  stop(
    id: ReferralId,
    action: 'decline' | 'withdraw',
    reason: string,
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.step(id, action, { 'reason-given': said(reason) }, version, by, async (tx, { personId }, details) => {
      details.reason = reason;
      await this.tasks.close(tx, { kind: 'follow-up-referral', about: id });
      if (action === 'withdraw') await this.refusals.narrowAll(tx, personId, ['refer'], { by: 'self', how: 'spoken' });
    });
  }

  /** @throws GuardNotMet */
  complete(id: ReferralId, outcome: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'complete', { 'outcome-recorded': said(outcome) }, version, by, async (tx, _, details) => {
      details.outcome = outcome;
      await this.tasks.close(tx, { kind: 'follow-up-referral', about: id });
    });
  }

  /** Those of one dossier, the oldest first. Reading is logged. @throws NotFound */
  ofDossier(dossierId: DossierId, by: StaffActor): Promise<ReferralView[]> {
    return this.unitOfWork.run(by, async (tx) => {
      await authorizedDossier(tx, dossierId, 'see');
      const rows = (await tx.of(Referral).all({ dossierId })).sort((a, b) => (a.id < b.id ? -1 : 1));
      tx.audit.record(
        'referrals.read',
        { type: 'dossier', id: dossierId },
        { persons: rows.map(({ personId }) => personId) },
      );
      return Promise.all(rows.map((row) => view(tx, row, by)));
    });
  }

  private step(
    id: ReferralId,
    action: ReferralAction,
    given: Facts<ReferralGuard>,
    version: number,
    by: StaffActor,
    change: (tx: Transaction, referral: Referral, details: ReferralDetails) => Promise<void>,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const referral = await tx.of(Referral).lockOrFail({ id }, version);
      const dossier = await tx.of(Dossier).findOrFail({ id: referral.dossierId });
      tx.authorize('see', dossier.facts);
      const facts = { ...given, 'service-offers-it': await offers(tx, referral.providerId, referral.need) };
      const { to, transition } = next(referralWorkflow, referral.state, action, by.role, facts);
      tx.authorize('work', dossier.facts, { by: transition.by });
      const details = await detailsOf(tx, referral);
      await change(tx, referral, details);
      referral.details = await tx.vault.seal(referral.personId, referralPlace(id), details);
      referral.state = to;
      note(tx, referral, transition.emits);
      const saved = await tx.of(Referral).save(referral);
      return { id, state: to, version: saved.version };
    });
  }

  private remind(tx: Transaction, { id, dossierId, proposedBy }: Referral, days: number): Promise<void> {
    const due = daysAfter(tx.now, days);
    return this.tasks.open(tx, { kind: 'follow-up-referral', dossierId, about: id, owner: proposedBy, due });
  }
}

async function offers(tx: Transaction, id: ProviderId, need: Need): Promise<boolean> {
  const provider = await tx.of(ServiceProvider).find({ id });
  return provider?.open === true && provider.needs.includes(need);
}

function detailsOf(tx: Transaction, { id, personId, details }: Referral): Promise<ReferralDetails> {
  return tx.vault.open<ReferralDetails>(personId, referralPlace(id), details);
}

async function view(tx: Transaction, referral: Referral, by: StaffActor): Promise<ReferralView> {
  const { id, dossierId, personId, providerId, need, state, proposedBy, proposedAt, version } = referral;
  const provider = await tx.of(ServiceProvider).find({ id: providerId });
  const account = await tx.of(Account).find({ id: proposedBy });
  return {
    ...(await detailsOf(tx, referral)),
    id,
    dossierId,
    personId,
    provider: { id: providerId, name: provider?.name ?? '' },
    need,
    state,
    proposedBy: { id: proposedBy, name: account?.name ?? '' },
    proposedAt,
    version,
    actions: available(referralWorkflow, state, by.role, { 'service-offers-it': await offers(tx, providerId, need) }),
  };
}

function note(tx: Transaction, { id, dossierId, state }: Referral, emits: string): void {
  tx.audit.record(emits, { type: 'dossier', id: dossierId }, { referral: id, state, on: dayOf(tx.now) });
  tx.outbox.emit(emits, { referralId: id });
}

function said(text: string): boolean {
  return text.trim().length > 0;
}
