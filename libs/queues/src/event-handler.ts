import { DiscoveryService } from '@nestjs/core';
import type { DomainEvent, Transaction } from '#libs/database';

export interface EventHandlerOptions {
  /** Stable: it is the key under which "done" is remembered. Renaming it does the work again. */
  name: string;
  topics: readonly string[];
}

/** Marks a provider that does something when a domain event has happened. */
export const HandlesEvents = DiscoveryService.createDecorator<EventHandlerOptions>();

/**
 * Runs at least once for each event, and its effect lands exactly once: `tx` carries both the effect and the note that
 * it is done. What an event says may be outdated by now, so a handler reads the record again and asks again for permits.
 */
export interface EventHandler {
  handle(tx: Transaction, event: DomainEvent): Promise<void>;

  /**
   * Several events of its topics at once, in the order they came: all of them land, or none, and then each is handled by
   * itself. Only for what has no effect outside the database.
   */
  handleTogether?(tx: Transaction, events: readonly DomainEvent[]): Promise<void>;
}
