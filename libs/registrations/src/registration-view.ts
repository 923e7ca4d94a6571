import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Account, authorizedDossier, Branch, type Dossier } from '#libs/access';
import { Consent, type BasisInput } from '#libs/consent';
import { stillThere, UnitOfWork, type Transaction } from '#libs/database';
import type { AccountId, BranchId, DossierId, PersonId, Sensitivity, StaffActor } from '#libs/kernel';
import { People, type KnownPerson, type RelationKind } from '#libs/people';
import { available, type Step } from '#libs/workflow';
import { bestInterestsOf, careOf, type KnownBestInterests, type KnownCare } from './care.js';
import { followUpsOf, type KnownFollowUp } from './follow-ups.js';
import { HouseholdMember } from './household-member.entity.js';
import { isAboutChild, stillNeeded, type StillNeeded } from './kind-needs.js';
import { changesOf, type ChangeDetails, type ChangeKind } from './registration-change.entity.js';
import type {
  NoteInput,
  RegistrationDetails,
  RegistrationKind,
  RegistrationOutcome,
  WantsContact,
} from './registration-details.js';
import { RegistrationTransfer } from './registration-transfer.entity.js';
import { detailsPlace, notePlace, Registration, RegistrationNote } from './registration.entity.js';
import { registrationWorkflow, type RegistrationAction, type RegistrationState } from './registration.workflow.js';

type Named<Id> = { id: Id; name: string };

export interface RegistrationView extends RegistrationDetails {
  id: DossierId;
  reference: string;
  kind: RegistrationKind;
  state: RegistrationState;
  outcome?: RegistrationOutcome;
  sensitivity: Sensitivity;
  branch: Named<BranchId>;
  sharedWith: Named<BranchId>[];
  offeredTo?: Named<BranchId>;
  registeredBy: Named<AccountId>;
  owner: Named<AccountId>;
  registeredOn: string;
  reviewOn: string;
  holdsUntil?: string;
  wantsContact: WantsContact;
  person: KnownPerson;
  basis?: BasisInput;
  members: { relation: RelationKind; person: KnownPerson; basis?: BasisInput }[];
  notes: Pick<NoteInput, 'text' | 'writtenAt'>[];
  care: (Omit<KnownCare, 'recordedBy'> & { recordedBy: string })[];
  bestInterests: (Omit<KnownBestInterests, 'proposedBy' | 'decidedBy'> & { proposedBy: string; decidedBy?: string })[];
  followUps: KnownFollowUp[];
  changes: { what: ChangeKind; at: Date; by: string; details: ChangeDetails }[];
  stillNeeded: StillNeeded[];
  actions: Step<RegistrationAction>[];
  version: number;
}

@Injectable()
export class RegistrationReader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
    private readonly consent: Consent,
  ) {}

  /** Reading is logged. @throws NotFound */
  read(id: DossierId, by: StaffActor): Promise<RegistrationView> {
    return this.unitOfWork.run(by, async (tx) => {
      const [dossier, registration, people, care, bestInterests, followUps, changes, unordered, notes, offer] =
        await tx.together(
          authorizedDossier(tx, id, 'see'),
          tx.of(Registration).findOrFail({ id }),
          this.people.ofDossiers(tx, id),
          careOf(tx, id),
          bestInterestsOf(tx, id),
          followUpsOf(tx, id),
          changesOf(tx, id),
          tx.of(HouseholdMember).all({ dossierId: id }),
          this.notes(tx, id),
          tx.of(RegistrationTransfer).find({ dossierId: id, state: 'offered' }),
        );
      const { reference, kind, state, personId, registeredOn, reviewOn, wantsContact, version } = registration;
      const members = unordered.sort((a, b) => a.position - b.position);
      const personIds = [personId, ...members.map((member) => member.personId)];
      const staffIds = [
        registration.registeredBy,
        registration.ownerId,
        ...care.map(({ recordedBy }) => recordedBy),
        ...bestInterests.flatMap(({ proposedBy, decidedBy }) => (decidedBy ? [proposedBy, decidedBy] : [proposedBy])),
        ...changes.flatMap((change) => change.by ?? []),
      ];
      const [bases, nameOf, whereabouts, details] = await tx.together(
        this.consent.of(tx, personIds),
        this.names(tx, staffIds),
        this.whereabouts(tx, dossier, offer),
        this.readDetails(tx, registration),
      );
      const person = stillThere(people.get(personId));
      tx.audit.record('registration.read', { type: 'dossier', id }, { persons: personIds });
      return {
        id,
        reference,
        kind,
        state,
        ...(registration.outcome && { outcome: registration.outcome }),
        sensitivity: dossier.sensitivity,
        ...whereabouts,
        registeredBy: { id: registration.registeredBy, name: nameOf(registration.registeredBy) },
        owner: { id: registration.ownerId, name: nameOf(registration.ownerId) },
        registeredOn,
        reviewOn,
        ...(registration.holdsUntil && { holdsUntil: registration.holdsUntil }),
        wantsContact,
        ...details,
        person,
        basis: bases.get(personId),
        members: members.map((member) => ({
          relation: member.relation,
          person: stillThere(people.get(member.personId)),
          basis: bases.get(member.personId),
        })),
        notes,
        care: care.map(({ recordedBy, ...one }) => ({ ...one, recordedBy: nameOf(recordedBy) })),
        bestInterests: bestInterests.map(({ proposedBy, decidedBy, ...one }) => ({
          ...one,
          proposedBy: nameOf(proposedBy),
          ...(decidedBy && { decidedBy: nameOf(decidedBy) }),
        })),
        followUps,
        changes: changes.map((change) => ({ ...change, by: change.by ? nameOf(change.by) : '' })),
        stillNeeded: stillNeeded({
          kind,
          careRecorded: care.length > 0 || details.careArrangement !== undefined,
          caregiver: details.caregiver !== undefined || care.some(({ caregiver }) => caregiver),
          ownWords: details.ownWords !== undefined,
          bestInterestsDecided: bestInterests.some((decision) => decision.state === 'agreed'),
          detentionPlace: person.details.detention !== undefined,
          members: members.length,
          wantsContact,
          followUpPlanned: followUps.length > 0,
        }),
        actions: available(registrationWorkflow, state, by.role, {
          'concerns-child': isAboutChild(kind, person.details, tx.now),
          'can-be-asked': kind !== 'unidentified-deceased',
          'no-proposal-waiting': !bestInterests.some((decision) => decision.state === 'proposed'),
          'proposal-waiting': bestInterests.some((decision) => decision.state === 'proposed'),
          'not-the-proposer': !bestInterests.some(
            (decision) => decision.state === 'proposed' && decision.proposedBy === by.accountId,
          ),
          'follow-up-planned': followUps.some((followUp) => followUp.state === 'planned'),
          'follow-ups-settled': !followUps.some((followUp) => followUp.state === 'planned'),
        }),
        version,
      };
    });
  }

  readDetails(tx: Transaction, { id, details }: Registration): Promise<RegistrationDetails> {
    return tx.vault.open<RegistrationDetails>(id, detailsPlace(id), details);
  }

  /** Everyone a registration is about: the person, then the others of the household. */
  async personsOf(tx: Transaction, id: DossierId): Promise<PersonId[]> {
    const registration = await tx.of(Registration).find({ id });
    if (!registration) return [];
    const members = await tx.of(HouseholdMember).all({ dossierId: id });
    return [registration.personId, ...members.map(({ personId }) => personId)];
  }

  private async whereabouts(
    tx: Transaction,
    { branchId, sharedWith }: Dossier,
    offer: RegistrationTransfer | null,
  ): Promise<Pick<RegistrationView, 'branch' | 'sharedWith' | 'offeredTo'>> {
    const branches = await tx.of(Branch).all({ id: In([branchId, ...sharedWith, ...(offer ? [offer.toBranch] : [])]) });
    const named = (of: BranchId) => ({ id: of, name: branches.find((branch) => branch.id === of)?.name ?? '' });
    return {
      branch: named(branchId),
      sharedWith: sharedWith.map(named),
      ...(offer && { offeredTo: named(offer.toBranch) }),
    };
  }

  private async names(tx: Transaction, ids: readonly AccountId[]): Promise<(id: AccountId) => string> {
    const accounts = await tx.of(Account).all({ id: In([...new Set(ids)]) });
    return (id) => accounts.find((account) => account.id === id)?.name ?? '';
  }

  private async notes(tx: Transaction, dossierId: DossierId): Promise<RegistrationView['notes']> {
    const rows = await tx.of(RegistrationNote).all({ dossierId });
    rows.sort((a, b) => (a.id < b.id ? -1 : 1));
    return Promise.all(
      rows.map(({ id, note }) => tx.vault.open<RegistrationView['notes'][number]>(dossierId, notePlace(id), note)),
    );
  }
}
