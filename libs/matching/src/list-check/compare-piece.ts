import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { TracingRequest } from '#libs/cases';
import { Consent } from '#libs/consent';
import { Authorizer, type DomainEvent, type Transaction } from '#libs/database';
import { Forbidden, newId, NotFound, type PersonId, type StaffActor } from '#libs/kernel';
import { compare, type Comparison, type PersonProfile } from '#libs/linkage';
import { detailsOf, displayName, type PersonInput } from '#libs/people';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import {
  closePiece,
  COMPARED_PIECE_TOPIC,
  openPiece,
  problemOf,
  takeListStep,
  type OpenPiece,
  type ReportLine,
} from '#libs/registrations';
import { next } from '#libs/workflow';
import { CandidateSearch } from '../candidate-search.js';
import { MatchingModel } from '../matching-model.js';
import { WORTH_PROPOSING } from '../pair-kinds.js';
import { profileOf } from '../profile-of.js';
import { SearchIndex } from '../search-index.js';
import { Sides, type Side } from '../sides.js';
import { findingPlace, ListFinding } from './list-finding.entity.js';
import { listFindingWorkflow } from './list-finding.workflow.js';

/** Most likenesses of one person on a list. */
const MOST_FINDINGS = 5;

/** Somebody on the list, as far as they can be compared. */
interface Listed {
  line: number;
  reference: string;
  name: string;
  profile: PersonProfile;
}

/** Compares one piece of a list with the persons whom open requests of the branch seek. Nobody on it is registered. */
@Injectable()
@HandlesEvents({ name: 'lists.compare-piece', topics: [COMPARED_PIECE_TOPIC] })
export class ComparePiece implements EventHandler {
  constructor(
    private readonly search: CandidateSearch,
    private readonly index: SearchIndex,
    private readonly sides: Sides,
    private readonly consent: Consent,
    private readonly matching: MatchingModel,
    private readonly authorizer: Authorizer,
  ) {}

  async handle(tx: Transaction, event: DomainEvent): Promise<void> {
    const open = await openPiece(tx, event, ['comparing']);
    if (!open) return;
    const { listed, refused } = readable(tx, open);
    const likenesses = await this.compare(tx, open, listed);
    const found = new Set(likenesses.map(({ line }) => line));
    const lines = listed.map(({ line, reference }): ReportLine => {
      const [code, message] = found.has(line) ? PROPOSED : NOBODY;
      return { line, reference, outcome: 'compared', code, message };
    });
    const counts = { added: 0, known: found.size, refused: refused.length, warned: 0 };
    await closePiece(
      tx,
      open,
      counts,
      [...lines, ...refused].sort((one, other) => one.line - other.line),
      (list) => takeListStep(tx, list, 'finish-comparison'),
    );
  }

  private async compare(tx: Transaction, open: OpenPiece, listed: readonly Listed[]): Promise<ListFinding[]> {
    const searches = listed.map(({ profile }) => ({ dossierId: open.list.id, profile }));
    const hits = await this.search.find(tx, 'sought', searches, async (inner, side, ids) => {
      const read = await this.sides.of(inner, side, ids);
      return new Map(read.map(({ personId, profile }) => [personId, profile]));
    });
    const best = hits.map((found) =>
      found
        .filter(({ comparison: { band } }) => band !== undefined && WORTH_PROPOSING.registration.includes(band))
        .slice(0, MOST_FINDINGS),
    );
    const may = await this.comparable(tx, open.by, [...new Set(best.flat().map(({ personId }) => personId))]);
    const population = await this.index.population(tx, 'sought');
    const findings: ListFinding[] = [];
    for (const [at, one] of listed.entries())
      for (const { personId } of best[at]!) {
        const side = may.get(personId);
        if (!side) continue;
        const comparison = compare(side.profile, one.profile, this.matching.model, population);
        if (comparison.band) findings.push(await this.propose(tx, open, one, side, comparison));
      }
    await tx.of(ListFinding).insert(...findings);
    return findings;
  }

  /** Those of open requests of the branch whom whoever compares may see, and whose data may be used for it. */
  private async comparable(tx: Transaction, by: StaffActor, ids: readonly PersonId[]): Promise<Map<PersonId, Side>> {
    const sides = await this.sides.of(tx, 'sought', ids);
    const own = sides.filter(({ dossier }) => dossier.branchId === by.branchId && this.maySee(by, dossier.facts));
    const requests = await tx.of(TracingRequest).all({ id: In(own.map(({ dossier }) => dossier.id)), state: 'open' });
    const open = new Set(requests.map(({ id }) => id));
    const covered = await this.consent.covering(
      tx,
      own.map(({ personId }) => personId),
      'match-within-society',
    );
    return new Map(
      own
        .filter(({ personId, dossier }) => open.has(dossier.id) && covered.has(personId))
        .map((side) => [side.personId, side]),
    );
  }

  private maySee(by: StaffActor, facts: Side['dossier']['facts']): boolean {
    try {
      this.authorizer.authorize(by, 'see', facts);
      return true;
    } catch (error) {
      if (error instanceof NotFound || error instanceof Forbidden) return false;
      throw error;
    }
  }

  private async propose(
    tx: Transaction,
    { list }: OpenPiece,
    { line, name, profile: _ }: Listed,
    { personId, dossier, name: soughtName }: Side,
    { band, probability, evidence }: Comparison,
  ): Promise<ListFinding> {
    const permit = await this.consent.permit(tx, { id: personId, dossierId: dossier.id }, 'match-within-society');
    const { to, transition } = next(listFindingWorkflow, 'none', 'propose', 'system', { 'permit-for-matching': true });
    const id = newId<'list-finding'>();
    const sought = { name: soughtName, values: evidence.map(({ left }) => left ?? null) };
    const listed = { name, values: evidence.map(({ right }) => right ?? null) };
    tx.audit.record(transition.emits, { type: 'dossier', id: dossier.id }, { list: list.id, finding: id });
    return tx.of(ListFinding).create({
      id,
      dossierId: list.id,
      requestId: dossier.id,
      soughtId: personId,
      line,
      state: to,
      band,
      probability,
      evidence: evidence.map(({ field, level, reason, weight }) => ({ field, level, reason, weight })),
      permitId: permit.id,
      soughtSide: await tx.vault.seal(personId, findingPlace(id, 'sought_side'), sought),
      listedSide: await tx.vault.seal(list.listSubject, findingPlace(id, 'listed_side'), listed),
      version: 1,
    });
  }
}

const NOBODY = ['list.nobody-like-this', 'No open request of the branch seeks anybody like this.'] as const;
const PROPOSED = ['list.may-be-sought', 'This may be somebody whom a request seeks. Look at the proposals.'] as const;

function readable(tx: Transaction, { rows }: OpenPiece): { listed: Listed[]; refused: ReportLine[] } {
  const [listed, refused]: [Listed[], ReportLine[]] = [[], []];
  for (const row of rows) {
    const { line, sourceId: reference = '' } = row;
    const problem = 'problem' in row ? row.problem : problemOf(row.input, tx.now);
    if (problem || 'problem' in row)
      refused.push({ line, reference, outcome: 'refused', code: problem!.code, message: problem!.message });
    else listed.push({ line, reference, ...comparableOf(row.input.person) });
  }
  return { listed, refused };
}

function comparableOf(person: PersonInput): Pick<Listed, 'name' | 'profile'> {
  const details = detailsOf(person, 'person');
  const relatives = (person.relatives ?? []).map((relative) => ({
    id: newId<'person'>(),
    kind: relative.kind,
    details: detailsOf(relative, 'person.relatives'),
  }));
  return { name: displayName(details), profile: profileOf({ id: newId<'person'>(), details, relatives }) };
}
