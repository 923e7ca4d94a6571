import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Account, authorizedDossier } from '#libs/access';
import { UnitOfWork } from '#libs/database';
import type { AccountId, DossierId, PersonId, StaffActor } from '#libs/kernel';
import { available, type Step } from '#libs/workflow';
import { Family, recordedOf } from './family.js';
import { readiness } from './readiness.js';
import { Reunification, type ReunificationId } from './reunification.entity.js';
import { reunificationWorkflow, type ReunificationAction, type ReunificationState } from './reunification.workflow.js';
import type { AnyStatementKind, StatementAnswer } from './statements.js';

export interface ReunificationLine {
  id: ReunificationId;
  requestId: DossierId;
  state: ReunificationState;
  openedAt: Date;
  handedOverOn: string | null;
  version: number;
}

export interface ReunificationView extends ReunificationLine {
  members: { id: PersonId; name: string; child: boolean }[];
  statements: {
    kind: AnyStatementKind;
    personId: PersonId | null;
    answer: StatementAnswer;
    on: string;
    text: string;
    by: { id: AccountId; name: string };
    recordedAt: Date;
  }[];
  followUps: { months: number; due: string; done: boolean }[];
  actions: Step<ReunificationAction>[];
}

@Injectable()
export class ReunificationReader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly family: Family,
  ) {}

  /** Those of one request, the oldest first. @throws NotFound */
  ofRequest(dossierId: DossierId, by: StaffActor): Promise<ReunificationLine[]> {
    return this.unitOfWork.run(by, async (tx) => {
      await authorizedDossier(tx, dossierId, 'see');
      const rows = await tx.of(Reunification).all({ dossierId });
      return rows.sort((a, b) => (a.id < b.id ? -1 : 1)).map(lineOf);
    });
  }

  /** Reading is logged. @throws NotFound */
  read(id: ReunificationId, by: StaffActor): Promise<ReunificationView> {
    return this.unitOfWork.run(by, async (tx) => {
      const reunification = await tx.of(Reunification).findOrFail({ id });
      await authorizedDossier(tx, reunification.dossierId, 'see');
      const family = await this.family.of(tx, reunification);
      const facts = readiness(recordedOf(reunification, family));
      const staff = await tx.of(Account).all({ id: In(family.statements.map(({ row }) => row.recordedBy)) });
      tx.audit.record(
        'reunification.read',
        { type: 'dossier', id: reunification.dossierId },
        { persons: family.members.map((member) => member.id) },
      );
      return {
        ...lineOf(reunification),
        members: family.members,
        statements: family.statements.map(({ row: { kind, personId, recordedBy, recordedAt }, answer, on, text }) => ({
          kind,
          personId,
          answer,
          on,
          text,
          by: { id: recordedBy, name: staff.find((account) => account.id === recordedBy)?.name ?? '' },
          recordedAt,
        })),
        followUps: family.followUps.map(({ months, due, doneAt }) => ({ months, due, done: doneAt !== null })),
        actions: available(reunificationWorkflow, reunification.state, by.role, facts),
      };
    });
  }
}

function lineOf({ id, dossierId, state, openedAt, handedOverOn, version }: Reunification): ReunificationLine {
  return { id, requestId: dossierId, state, openedAt, handedOverOn, version };
}
