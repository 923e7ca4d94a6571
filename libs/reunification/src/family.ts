import { Injectable } from '@nestjs/common';
import { Consent, Refusals, type BasisInput } from '#libs/consent';
import type { Transaction } from '#libs/database';
import { newId, type Id, type PersonId, type StaffActor } from '#libs/kernel';
import { displayName, mayBeChild, People } from '#libs/people';
import type { Recorded } from './readiness.js';
import {
  Reunification,
  ReunificationFollowUp,
  ReunificationMember,
  ReunificationStatement,
  wordsPlace,
} from './reunification.entity.js';
import type { AnyStatementKind, StatementWords } from './statements.js';

export interface OpenedStatement extends StatementWords {
  row: ReunificationStatement;
}

export interface FamilyRecord {
  members: { id: PersonId; name: string; child: boolean }[];
  statements: OpenedStatement[];
  followUps: ReunificationFollowUp[];
}

/** Reads and writes what belongs to one reunification. */
@Injectable()
export class Family {
  constructor(
    private readonly people: People,
    private readonly consent: Consent,
    private readonly refusals: Refusals,
  ) {}

  async of(tx: Transaction, { id }: Reunification): Promise<FamilyRecord> {
    const rows = await tx.of(ReunificationMember).all({ reunificationId: id });
    const details = await this.people.details(
      tx,
      rows.map(({ personId }) => personId),
    );
    const members = rows.map(({ personId }) => {
      const known = details.get(personId);
      return {
        id: personId,
        name: known ? displayName(known) : '',
        child: known !== undefined && mayBeChild(known, tx.now),
      };
    });
    members.sort((a, b) => (a.id < b.id ? -1 : 1));
    const statements = await tx.of(ReunificationStatement).all({ reunificationId: id });
    statements.sort((a, b) => (a.id < b.id ? -1 : 1));
    const followUps = await tx.of(ReunificationFollowUp).all({ reunificationId: id });
    followUps.sort((a, b) => a.months - b.months);
    return {
      members,
      statements: await Promise.all(statements.map(async (row) => ({ row, ...(await openWords(tx, row)) }))),
      followUps,
    };
  }

  async state(
    tx: Transaction,
    { id: reunificationId, dossierId }: Reunification,
    kind: AnyStatementKind,
    words: StatementWords,
    by: StaffActor,
    personId?: PersonId,
  ): Promise<void> {
    const id = newId<'statement'>();
    const row = tx.of(ReunificationStatement).create({
      id,
      reunificationId,
      dossierId,
      kind,
      personId: personId ?? null,
      recordedBy: by.accountId,
      role: by.role,
      recordedAt: tx.now,
      words: await tx.vault.seal(personId ?? dossierId, wordsPlace(id), words),
    });
    await tx.of(ReunificationStatement).insert(row);
    tx.audit.record(
      'reunification.stated',
      { type: 'dossier', id: dossierId },
      { reunification: reunificationId, kind },
    );
  }

  /** Who wants to be reunited agrees to what that takes; who no longer does takes it back. */
  async agree(
    tx: Transaction,
    { dossierId }: Reunification,
    personId: PersonId,
    agrees: boolean,
    by: 'self' | 'guardian',
  ): Promise<void> {
    const how = 'spoken';
    if (!agrees) return this.refusals.narrowAll(tx, personId, ['reunite'], { by, how });
    if (await this.consent.covers(tx, personId, 'reunite')) return;
    const basis: BasisInput = { legalBasis: 'consent', givenBy: by, how, purposes: ['reunite'] };
    await this.consent.recordBeside(tx, { id: personId, dossierId }, basis, 'statement');
  }

  /** @throws PermitRefused */
  async permits(
    tx: Transaction,
    { dossierId }: Reunification,
    members: readonly { id: PersonId }[],
  ): Promise<Id<'permit'>[]> {
    const permits: Id<'permit'>[] = [];
    for (const { id } of members) permits.push((await this.consent.permit(tx, { id, dossierId }, 'reunite')).id);
    return permits;
  }
}

function openWords(
  tx: Transaction,
  { id, personId, dossierId, words }: ReunificationStatement,
): Promise<StatementWords> {
  return tx.vault.open<StatementWords>(personId ?? dossierId, wordsPlace(id), words);
}

/** The record as the conditions look at it. */
export function recordedOf(
  { handedOverOn }: Reunification,
  { members, statements, followUps }: FamilyRecord,
): Recorded {
  return {
    members,
    statements: statements.map(({ row: { kind, personId, recordedBy, role }, answer }) => ({
      kind,
      answer,
      recordedBy,
      role,
      ...(personId && { personId }),
    })),
    followUps: followUps.map(({ doneAt }) => ({ done: doneAt !== null })),
    handedOver: handedOverOn !== null,
  };
}
