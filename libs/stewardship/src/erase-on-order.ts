import { Injectable } from '@nestjs/common';
import type { DomainEvent, Transaction } from '#libs/database';
import type { DossierId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Erasing } from './erasing.js';
import { Erasure, type ErasureId } from './erasure.entity.js';
import { LedgerFile } from './ledger-file.js';

/** Carries out what the steward ordered. Only the worker may delete. */
@Injectable()
@HandlesEvents({ name: 'stewardship.erase-on-order', topics: ['stewardship.erasure-ordered'] })
export class EraseOnOrder implements EventHandler {
  constructor(private readonly erasing: Erasing) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const erasure = await tx.of(Erasure).lockOrFail({ id: payload.erasureId as ErasureId });
    if (erasure.state === 'done') return;
    const { dossierId, personId } = erasure;
    await this.erasing.erase(tx, { dossierId, ...(personId && { personId }) }, tx.now);
    erasure.state = 'done';
    erasure.doneAt = tx.now;
    await tx.of(Erasure).save(erasure);
  }
}

/** Copies the ledger out of the database, where a restore cannot take it back. */
@Injectable()
@HandlesEvents({ name: 'stewardship.keep-ledger', topics: ['stewardship.ledger-grew'] })
export class KeepLedger implements EventHandler {
  constructor(private readonly file: LedgerFile) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    await this.file.append(tx, payload.dossierId as DossierId);
  }
}
