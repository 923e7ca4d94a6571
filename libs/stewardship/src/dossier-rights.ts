import { Injectable } from '@nestjs/common';
import { authorizedDossier, isOnTheCase } from '#libs/access';
import { standingBases, type StandingBasis } from '#libs/consent';
import { UnitOfWork, type Transaction } from '#libs/database';
import { Forbidden, NotFound, type DossierId, type PersonId, type StaffActor } from '#libs/kernel';
import { available, NotYours, type Reason, type Step } from '#libs/workflow';
import { RightsRequest } from './rights-request.entity.js';
import { view, type RightsRequestView } from './rights-request-view.js';
import { rightsRequestWorkflow } from './rights-request.workflow.js';

/** What somebody can say about the use of their data, and who can write it down. */
export type SayingAction = 'restrict' | 'take-back' | 'object' | 'receive';

export interface PersonRights {
  personId: PersonId;
  bases: StandingBasis[];
  actions: Step<SayingAction>[];
}

/** What the people of one record agreed to and asked for, as it stands now. */
export interface DossierRightsView {
  persons: PersonRights[];
  /** Those that wait for an answer first, the next due at the top; then the ended ones, the last one first. */
  requests: RightsRequestView[];
}

const MOST = 50;

const NO_BASIS: Reason = {
  code: 'basis-standing',
  message: 'Nothing stands that could be limited. Record first on what ground this data is used.',
};
const NOTHING_AGREED: Reason = {
  code: 'agreement-standing',
  message: 'Nothing stands that this person could take back. Record an objection as a request instead.',
};
const NOTHING_TO_OBJECT_TO: Reason = {
  code: 'objection-possible',
  message: 'Nothing stands that this person could object to. Record what they ask for as a request by right.',
};

@Injectable()
export class DossierRights {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Reading is logged. @throws NotFound */
  read(dossierId: DossierId, by: StaffActor): Promise<DossierRightsView> {
    return this.unitOfWork.run(by, async (tx) => {
      const { facts } = await authorizedDossier(tx, dossierId, 'see');
      const [people, requests] = await Promise.all([
        tx.sql<{ id: PersonId }>('SELECT id FROM persons WHERE dossier_id = $1 ORDER BY id', [dossierId]),
        tx.of(RightsRequest).all({ dossierId }),
      ]);
      const ids = people.map(({ id }) => id);
      const bases = await standingBases(tx, ids, by.role === 'steward' || isOnTheCase(by, facts));
      const mayRecord = may(() => tx.authorize('record', facts));
      tx.audit.record('rights.read', { type: 'dossier', id: dossierId }, { persons: concerned(bases, requests) });
      return {
        persons: ids.map((personId) => {
          const own = bases.get(personId) ?? [];
          return { personId, bases: own, actions: actionsOf(own, mayRecord, by) };
        }),
        requests: await this.shown(tx, requests, by),
      };
    });
  }

  private async shown(
    tx: Transaction,
    requests: readonly RightsRequest[],
    by: StaffActor,
  ): Promise<RightsRequestView[]> {
    const shown = [...requests].sort(nextFirst).slice(0, MOST);
    await tx.vault.unlock(shown.map(({ personId }) => personId));
    return Promise.all(shown.map((request) => view(tx, request, by)));
  }
}

function actionsOf(bases: readonly StandingBasis[], mayRecord: boolean, by: StaffActor): Step<SayingAction>[] {
  const limitable = bases.some(isNotOver);
  const objectable = bases.filter(({ ownNo }) => ownNo === 'object');
  const agreed = bases.filter(({ ownNo }) => ownNo === 'take-back');
  const [receive] = available(rightsRequestWorkflow, 'none', by.role, {});
  return [
    saying('restrict', mayRecord, limitable ? [] : [NO_BASIS]),
    // Whoever never agreed to anything is not asked to take it back.
    ...(agreed.length > 0 || objectable.length === 0
      ? [saying('take-back', mayRecord, agreed.some(isNotOver) ? [] : [NOTHING_AGREED])]
      : []),
    ...(objectable.length > 0
      ? [saying('object', mayRecord, objectable.some(isNotOver) ? [] : [NOTHING_TO_OBJECT_TO])]
      : []),
    { ...receive!, action: 'receive' },
  ];
}

function isNotOver({ state }: StandingBasis): boolean {
  return state !== 'withdrawn';
}

function saying(action: SayingAction, mayRecord: boolean, missing: readonly Reason[]): Step<SayingAction> {
  const { code, message } = new NotYours([
    'intake-volunteer',
    'caseworker',
    'supervisor',
    'child-protection-specialist',
  ]);
  const reasons = mayRecord ? missing : [{ code, message }];
  return { action, allowed: reasons.length === 0, reasons };
}

/** Whether the policies allow it: an answer for a screen, where a refusal is no event. */
function may(ask: () => void): boolean {
  try {
    ask();
    return true;
  } catch (error) {
    if (error instanceof Forbidden || error instanceof NotFound) return false;
    throw error;
  }
}

function concerned(bases: ReadonlyMap<PersonId, unknown>, requests: readonly RightsRequest[]): PersonId[] {
  return [...new Set([...bases.keys(), ...requests.map(({ personId }) => personId)])];
}

function nextFirst(one: RightsRequest, other: RightsRequest): number {
  const [open, otherOpen] = [isOpen(one), isOpen(other)];
  if (open !== otherOpen) return open ? -1 : 1;
  if (open) return `${one.dueOn} ${one.id}` < `${other.dueOn} ${other.id}` ? -1 : 1;
  return one.id < other.id ? 1 : -1;
}

function isOpen({ state }: RightsRequest): boolean {
  return !(rightsRequestWorkflow.terminal as readonly string[]).includes(state);
}
