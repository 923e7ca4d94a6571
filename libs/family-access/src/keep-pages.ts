import { Injectable } from '@nestjs/common';
import { searchActionWorkflow, tracingRequestWorkflow } from '#libs/cases';
import type { DomainEvent, Transaction } from '#libs/database';
import { dayOf, type DossierId } from '#libs/kernel';
import { HandlesEvents, RunsOn, type EventHandler, type Scheduled } from '#libs/queues';
import { FamilyPages } from './family-pages.js';

/** After these a family may read something else. */
const TOPICS = [
  ...tracingRequestWorkflow.transitions.map(({ emits }) => emits),
  ...searchActionWorkflow.transitions.map(({ emits }) => emits),
  'consent.basis-withdrawn',
  'consent.narrowed',
  'family-access.card-issued',
  'family-access.invitation-changed',
  'family-access.letter-read',
  // what partners are asked, and what they have deleted
  'enquiries.asked',
  'enquiries.answered',
  'enquiries.ended',
  'exchange.family-told',
];

/** Keeps what the portal shows in step with the cases. */
@Injectable()
@HandlesEvents({ name: 'family-access.keep-pages', topics: [...new Set(TOPICS)] })
export class KeepPages implements EventHandler {
  constructor(private readonly pages: FamilyPages) {}

  async handle(tx: Transaction, event: DomainEvent): Promise<void> {
    await this.handleTogether(tx, [event]);
  }

  async handleTogether(tx: Transaction, events: readonly DomainEvent[]): Promise<void> {
    const ids = events.flatMap(({ payload }) => payload.requestId ?? payload.dossierId ?? []);
    for (const id of await this.pages.withCards(tx, ids)) await this.pages.bringInStep(tx, id);
  }
}

const PAGE = 100;
const IDLE_HOURS = 1;
const BUCKET_DAYS = 2;

/** Reading and receiving cause no event, and the month moves on: every hour all pages are made again, and what is over goes. */
@Injectable()
@RunsOn({ name: 'family-pages', every: 'hour', at: '10' })
export class KeepPagesHourly implements Scheduled {
  constructor(private readonly pages: FamilyPages) {}

  async run(tx: Transaction, after?: string): Promise<string | undefined> {
    if (after === undefined) await this.tidy(tx);
    const rows = await tx.sql<{ dossier_id: DossierId }>(
      `SELECT DISTINCT dossier_id FROM family_cards WHERE state = 'active' AND ($1::uuid IS NULL OR dossier_id > $1)
       ORDER BY dossier_id LIMIT ${PAGE}`,
      [after ?? null],
    );
    for (const { dossier_id: dossierId } of rows) await this.pages.bringInStep(tx, dossierId);
    return rows.length === PAGE ? rows.at(-1)!.dossier_id : undefined;
  }

  private async tidy(tx: Transaction): Promise<void> {
    await tx.sql(`DELETE FROM portal.sessions WHERE seen_at < now() - make_interval(hours => ${IDLE_HOURS})`);
    await tx.sql(`DELETE FROM portal.buckets WHERE at < now() - make_interval(days => ${BUCKET_DAYS})`);
    await tx.sql(
      `INSERT INTO portal.rounds (single, last_round) VALUES (true, $1)
       ON CONFLICT (single) DO UPDATE SET last_round = excluded.last_round`,
      [dayOf(tx.now)],
    );
  }
}
