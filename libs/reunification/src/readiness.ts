import type { PersonId } from '#libs/kernel';
import type { Facts } from '#libs/workflow';
import type { ReunificationGuard } from './reunification.workflow.js';
import type { AnyStatementKind, StatementFacts } from './statements.js';

export interface Member {
  id: PersonId;
  /** Younger than 18 for all we know. */
  child: boolean;
}

export interface Recorded {
  members: readonly Member[];
  /** In the order in which they were recorded. */
  statements: readonly StatementFacts[];
  followUps: readonly { done: boolean }[];
  handedOver: boolean;
}

/** What the record says of the conditions. Pure; of several statements on one thing the newest counts. */
export function readiness({ members, statements, followUps, handedOver }: Recorded): Facts<ReunificationGuard> {
  const said = (kind: AnyStatementKind, personId?: PersonId) =>
    statements.findLast((one) => one.kind === kind && (personId === undefined || one.personId === personId));
  const yes = (kind: AnyStatementKind, personId?: PersonId) => said(kind, personId)?.answer === 'yes';
  const children = members.filter(({ child }) => child);
  const adults = members.filter(({ child }) => !child);
  return {
    'relation-evidenced': yes('relation-evidence'),
    'every-adult-willing': members.length > 0 && adults.every(({ id }) => yes('willingness', id)),
    'every-child-heard': children.every(({ id }) => said('childs-view', id) !== undefined),
    'best-interests-decided-by-two': children.every(({ id }) => decidedByTwo(statements, id)),
    'guardian-agrees': children.every(({ id }) => yes('guardian', id)),
    'place-is-safe': yes('place-check'),
    'documents-complete': yes('documents'),
    'no-coercion': yes('no-coercion'),
    'journey-planned': yes('journey'),
    'signed-by-both-sides': yes('signed-by-handing-over') && yes('signed-by-receiving'),
    'nothing-due': followUps.length > 0 && followUps.every(({ done }) => done),
    'before-the-handover': !handedOver,
    'after-the-handover': handedOver,
  };
}

/** The newest word of each who decided is yes; they are two at least, and one of them is a specialist. */
function decidedByTwo(statements: readonly StatementFacts[], childId: PersonId): boolean {
  const newest = new Map(
    statements
      .filter(({ kind, personId }) => kind === 'best-interests' && personId === childId)
      .map((one) => [one.recordedBy, one]),
  );
  const decisions = [...newest.values()];
  return (
    decisions.length >= 2 &&
    decisions.every(({ answer }) => answer === 'yes') &&
    decisions.some(({ role }) => role === 'child-protection-specialist')
  );
}
