import { DiscoveryService } from '@nestjs/core';
import type { Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';

/** What is being erased: one person, or a dossier with everybody in it. */
export interface ErasureScope {
  dossierId: DossierId;
  personId?: PersonId;
}

/** Marks a provider of the worker that takes away what no row's deletion takes along, such as files. */
export const Erases = DiscoveryService.createDecorator<{ name: string }>();

/**
 * Called within the erasing transaction, while the rows are still there. What lies outside the database is deleted by an
 * event that it emits: a transaction that is rolled back must not have deleted a file.
 */
export interface Eraser {
  erase(tx: Transaction, scope: ErasureScope): Promise<void>;
}
