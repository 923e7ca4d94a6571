import { Injectable } from '@nestjs/common';
import { authorizedDossier } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import {
  Forbidden,
  newId,
  type AccountId,
  type BranchId,
  type DossierId,
  type Role,
  type StaffActor,
} from '#libs/kernel';
import { ENDED_BY_THEIR_STEP, type TaskKind } from './task-kinds.js';
import { Task, type TaskId } from './task.entity.js';
import { EndsWithItsStep } from './tasks.errors.js';

export interface NewTask {
  kind: TaskKind;
  /** Left out only for what concerns the whole deployment. */
  dossierId?: DossierId;
  /** The record it is about; the dossier where left out. */
  about?: string;
  owner?: AccountId;
  role?: Role;
  branch?: BranchId;
  /** ISO 8601 day. */
  due: string;
}

/** Who has to do what by when. */
@Injectable()
export class Tasks {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Opens a task within the transaction that gives rise to it. One of its kind is open for a record at a time: the earlier day counts. */
  open(tx: Transaction, { kind, dossierId, about, owner, role, branch, due }: NewTask): Promise<void> {
    const statement = tx.sql(
      `INSERT INTO tasks (id, dossier_id, kind, about, owner_id, for_role, branch_id, due, state, opened_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9)
       ON CONFLICT (kind, about) WHERE state = 'open' DO UPDATE SET due = least(tasks.due, excluded.due), version = tasks.version + 1`,
      [
        newId<'task'>(),
        dossierId ?? null,
        kind,
        about ?? dossierId,
        owner ?? null,
        role ?? null,
        branch ?? null,
        due,
        tx.now,
      ],
    );
    tx.meanwhile(statement);
    return Promise.resolve();
  }

  /** Ends what is open of this kind for this record, because the thing was done. */
  close(tx: Transaction, task: { kind: TaskKind; about: string }): Promise<void> {
    endTask(tx, task);
    return Promise.resolve();
  }

  /**
   * A person says that it is done: whose it is, whoever has the role it waits for, or a supervisor who sees the case.
   * Saying it again changes nothing.
   * @throws NotFound, Forbidden, EndsWithItsStep, StaleVersion
   */
  done(id: TaskId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const task = await tx.of(Task).lockOrFail({ id }, version);
      if (task.dossierId) await authorizedDossier(tx, task.dossierId, 'see');
      if (!isFor(task, by)) throw new Forbidden({ type: 'task', id });
      if (ENDED_BY_THEIR_STEP.has(task.kind)) throw new EndsWithItsStep();
      if (task.state === 'open') {
        task.state = 'done';
        task.doneAt = tx.now;
        const about = task.dossierId ? 'dossier' : 'task';
        tx.audit.record('tasks.done', { type: about, id: task.dossierId ?? id }, { task: id, kind: task.kind });
        await tx.of(Task).save(task);
      }
      return { id, state: task.state, version: task.version };
    });
  }
}

export function endTask(tx: Transaction, { kind, about }: { kind: TaskKind; about: string }): void {
  const statement = tx.sql(
    `UPDATE tasks SET state = 'done', done_at = $3, version = version + 1 WHERE kind = $1 AND about = $2 AND state = 'open'`,
    [kind, about, tx.now],
  );
  tx.meanwhile(statement);
}

function isFor({ ownerId, forRole, branchId }: Task, { accountId, role, branchId: branch }: StaffActor): boolean {
  if (ownerId === accountId || role === 'supervisor') return true;
  return ownerId === null && forRole === role && (branchId === null || branchId === branch);
}
