import { Injectable } from '@nestjs/common';
import { Account } from '#libs/access';
import { UnitOfWork, type Transaction } from '#libs/database';
import { NotFound, type AccountId, type DossierId, type StaffActor } from '#libs/kernel';
import { bandMeaning, type Band, type BandMeaning } from '#libs/linkage';
import type { RelationKind } from '#libs/people';
import type { RegistrationKind } from '#libs/registrations';
import { availableToPeople, type Step } from '#libs/workflow';
import { knownFacts, visibleDossiers } from './match-review.js';
import type { PairKind } from './pair-kinds.js';
import {
  matchPlace,
  PotentialMatch,
  type EvidenceLine,
  type MatchId,
  type RegisteredValues,
  type Review,
  type SoughtValues,
  type Supervision,
} from './potential-match.entity.js';
import {
  potentialMatchWorkflow,
  type PotentialMatchAction,
  type PotentialMatchState,
} from './potential-match.workflow.js';
import { settles } from './what-would-settle.js';

export interface ReviewView {
  stage: 'first' | 'second';
  by: { id: AccountId; name: string };
  at?: Date;
  /** Hidden from whoever is to give the second opinion until they have. */
  decision?: Review['decision'];
  reason?: string;
}

/** A potential match as a reviewer sees it: evidence with both values as written, and what may be done. */
export interface MatchView {
  id: MatchId;
  kind: PairKind;
  state: PotentialMatchState;
  version: number;
  band: Band;
  bandMeaning: BandMeaning;
  probability: number;
  weight: number;
  prior: number;
  engineVersion: string;
  /** `id` only where the reader may open the record. */
  request: { id?: DossierId; reference: string; relation: RelationKind };
  /** Where a registered person may be the one sought. */
  registration?: { id?: DossierId; reference: string; kind: RegistrationKind; place?: string };
  /** Where two requests may belong together; `relation` where the other one seeks the person too. */
  otherRequest?: { id?: DossierId; reference: string; relation?: RelationKind };
  soughtName: string;
  registeredName: string;
  evidence: (EvidenceLine & { left?: string; right?: string; reading?: string })[];
  reviews: ReviewView[];
  neededReviewers: number;
  needsChildSpecialist: boolean;
  askedFor?: { what: string; from: string };
  /** What a supervisor did to it last, and why. */
  supervision?: Pick<Supervision, 'action' | 'reason' | 'at'>;
  settle: string[];
  actions: Step<PotentialMatchAction>[];
  proposedAt: Date;
}

@Injectable()
export class MatchReader {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Reading is logged for both persons. @throws NotFound */
  read(id: MatchId, by: StaffActor): Promise<MatchView> {
    return this.unitOfWork.run(by, async (tx) => {
      const match = await tx.of(PotentialMatch).findOrFail({ id });
      const dossiers = await visibleDossiers(tx, match);
      if (dossiers.length === 0) throw new NotFound({ type: 'potential-match', id });
      for (const { facts } of dossiers) tx.authorize('see', facts);
      const sought = await tx.vault.open<SoughtValues>(
        match.soughtId,
        matchPlace(id, 'sought_values'),
        match.soughtValues,
      );
      const registered = await tx.vault.open<RegisteredValues>(
        match.registeredId,
        matchPlace(id, 'registered_values'),
        match.registeredValues,
      );
      tx.audit.record('match.read', { type: 'dossier', id: match.requestId }, { match: id, persons: [match.soughtId] });
      tx.audit.record(
        'match.read',
        { type: 'dossier', id: match.registrationId },
        { match: id, persons: [match.registeredId] },
      );
      const opens = (dossier: DossierId) => (dossiers.some((seen) => seen.id === dossier) ? { id: dossier } : {});
      const { state, version, band, probability, weight, prior, engineVersion, needsChildSpecialist, proposedAt } =
        match;
      return {
        id,
        kind: match.kind,
        state,
        version,
        band,
        bandMeaning: bandMeaning(band),
        probability,
        weight,
        prior,
        engineVersion,
        needsChildSpecialist,
        proposedAt,
        request: { ...opens(match.requestId), reference: sought.reference, relation: sought.relation },
        ...otherSideOf(match, registered, opens(match.registrationId)),
        soughtName: sought.name,
        registeredName: registered.name,
        evidence: match.evidence.map((line, index) => ({
          ...line,
          left: sought.values[index] ?? undefined,
          right: registered.values[index] ?? undefined,
          reading: sought.readings[index] ?? undefined,
        })),
        reviews: await this.reviews(tx, match, by),
        neededReviewers: 2,
        askedFor: match.askedFor
          ? await tx.vault.open(match.requestId, matchPlace(id, 'asked_for'), match.askedFor)
          : undefined,
        ...(await supervisionOf(tx, match)),
        settle: settles(match.evidence),
        actions: availableToPeople(
          potentialMatchWorkflow,
          match.state,
          by.role,
          await knownFacts(tx, match, dossiers, by),
        ),
      };
    });
  }

  /** A second opinion is one only where the first is not known: its words appear once both are given, or to their author. */
  private async reviews(tx: Transaction, match: PotentialMatch, by: StaffActor): Promise<ReviewView[]> {
    const reviews: ReviewView[] = [];
    for (const stage of ['first', 'second'] as const) {
      const [accountId, sealed, at] =
        stage === 'first'
          ? [match.firstReviewerId, match.firstReview, match.firstReviewedAt]
          : [match.secondReviewerId, match.secondReview, match.secondReviewedAt];
      if (!accountId) continue;
      const shown = sealed && (match.state !== 'probable' || accountId === by.accountId);
      const review = shown
        ? await tx.vault.open<Review>(match.requestId, matchPlace(match.id, `${stage}_review`), sealed)
        : undefined;
      const account = await tx.of(Account).find({ id: accountId });
      reviews.push({
        stage,
        by: { id: accountId, name: account?.name ?? '' },
        ...(at && { at }),
        ...(review && { decision: review.decision, reason: review.reason }),
      });
    }
    return reviews;
  }
}

function otherSideOf(
  { kind }: PotentialMatch,
  { reference, kind: registered, place, relation }: RegisteredValues,
  id: { id?: DossierId },
): Pick<MatchView, 'registration' | 'otherRequest'> {
  if (kind === 'registration' && registered)
    return { registration: { ...id, reference, kind: registered, ...(place && { place }) } };
  return { otherRequest: { ...id, reference, ...(relation && { relation }) } };
}

async function supervisionOf(tx: Transaction, match: PotentialMatch): Promise<Pick<MatchView, 'supervision'>> {
  if (!match.supervision) return {};
  const { action, reason, at } = await tx.vault.open<Supervision>(
    match.requestId,
    matchPlace(match.id, 'supervision'),
    match.supervision,
  );
  return { supervision: { action, reason, at } };
}
