import { readFileSync } from 'node:fs';
import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import { KEEP_CATEGORIES } from '#libs/cases';
import type { Transaction } from '#libs/database';
import type { AccountId } from '#libs/kernel';

/** How records are told apart when it comes to how long they are kept. */
export const RETENTION_CATEGORIES = [...KEEP_CATEGORIES, 'safe-and-well'] as const;
export type RetentionCategory = (typeof RETENTION_CATEGORIES)[number];

/** What is proposed to the steward when the time is over; the steward decides. */
export const PROPOSALS = ['archive', 'anonymise', 'erase'] as const;
export type Proposal = (typeof PROPOSALS)[number];

/** How long records of a category are kept, counted from their end. */
export interface RetentionTime {
  category: RetentionCategory;
  days: number;
  proposal: Proposal;
}

/** What holds where the Society has set nothing else. */
export const RETENTION_DEFAULTS = JSON.parse(
  readFileSync(new URL('../tables/retention.json', import.meta.url), 'utf8'),
) as readonly RetentionTime[];

/** What the Society has set for a category instead. */
@Entity('retention_rules')
export class RetentionRule implements RetentionTime {
  @PrimaryColumn('text')
  category!: RetentionCategory;

  @Column('integer')
  days!: number;

  @Column('text')
  proposal!: Proposal;

  @Column('uuid', { name: 'set_by' })
  setBy!: AccountId;

  @Column('timestamptz', { name: 'set_at' })
  setAt!: Date;

  @VersionColumn()
  version!: number;
}

/** The times that hold now, all categories. */
export async function retentionTimes(tx: Transaction): Promise<RetentionTime[]> {
  const set = new Map((await tx.of(RetentionRule).all()).map((rule) => [rule.category, rule]));
  return RETENTION_DEFAULTS.map((time) => {
    const { category, days, proposal } = set.get(time.category) ?? time;
    return { category, days, proposal };
  });
}
