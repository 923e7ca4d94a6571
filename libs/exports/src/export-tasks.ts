import { Injectable } from '@nestjs/common';
import type { DomainEvent, Transaction } from '#libs/database';
import { dayOf } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Tasks, type TaskKind } from '#libs/tasks';
import { Export, type ExportId } from './export.entity.js';

const ALL: readonly TaskKind[] = ['approve-export', 'review-export', 'collect-export'];

/** Who has to do something about an export now. Whatever the state has become meanwhile, the tasks fit it. */
@Injectable()
@HandlesEvents({
  name: 'exports.keep-tasks',
  topics: [
    'exports.asked',
    'exports.approved',
    'exports.refused',
    'exports.taken-back',
    'exports.ready',
    'exports.key-shown',
    'exports.to-be-made-again',
    'exports.expired',
  ],
})
export class ExportTasks implements EventHandler {
  constructor(private readonly tasks: Tasks) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const {
      id: about,
      state,
      branchId: branch,
      askedBy: owner,
      expiresAt,
    } = await tx.of(Export).lockOrFail({ id: payload.exportId as ExportId });
    const due = dayOf(expiresAt);
    for (const kind of ALL) await this.tasks.close(tx, { kind, about });
    if (state === 'asked' || state === 'approved-once') {
      await this.tasks.open(tx, { kind: 'approve-export', about, role: 'supervisor', branch, due });
      await this.tasks.open(tx, { kind: 'review-export', about, role: 'steward', due });
    }
    if (state === 'ready') await this.tasks.open(tx, { kind: 'collect-export', about, owner, due });
  }
}
