import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Dossier } from '#libs/access';
import { Consent } from '#libs/consent';
import type { Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import { People, type PersonDetails } from '#libs/people';
import { ageGroupOf, type Indicator, type KindOf, type SexGroup } from './indicators.js';
import type { Quarter } from './quarter.js';

/** One figure that grows: about these persons, or about none of them, in the branch of the dossier. */
export type Occurrence = {
  [I in Indicator]: { indicator: I; of?: KindOf<I>; dossierId: DossierId; persons?: PersonId[] };
}[Indicator];

/**
 * Figures are kept as counts only: no row here leads back to a person or a case. Sex and age group are read once, at that
 * moment, and only where the person's basis covers statistics.
 */
@Injectable()
export class KeepCounts {
  constructor(
    private readonly people: People,
    private readonly consent: Consent,
  ) {}

  async add(tx: Transaction, occurrences: readonly Occurrence[], { year, quarter }: Quarter): Promise<void> {
    const dossiers = await tx.of(Dossier).all({ id: In(occurrences.map(({ dossierId }) => dossierId)) });
    const branches = new Map(dossiers.map(({ id, branchId }) => [id, branchId]));
    const groups = await this.groupsOf(tx, [...new Set(occurrences.flatMap(({ persons = [] }) => persons))]);
    const counts = new Map<string, number>();
    for (const { indicator, of = '', dossierId, persons } of occurrences) {
      const branchId = branches.get(dossierId);
      if (!branchId) continue;
      for (const { sex, age } of persons?.map((id) => groups.get(id)!) ?? [NOBODY]) {
        const cell = JSON.stringify([branchId, indicator, of, sex, age]);
        counts.set(cell, (counts.get(cell) ?? 0) + 1);
      }
    }
    // In one order, so that two who count at once do not wait for each other in a circle.
    await tx.sql(
      `INSERT INTO report_counts (year, quarter, branch_id, indicator, of, sex, age_group, count)
       SELECT $1, $2, (cell->>0)::uuid, cell->>1, cell->>2, cell->>3, cell->>4, count
       FROM unnest($3::jsonb[], $4::int[]) AS c(cell, count) ORDER BY cell
       ON CONFLICT (year, quarter, branch_id, indicator, of, sex, age_group) DO UPDATE SET count = report_counts.count + excluded.count`,
      [year, quarter, [...counts.keys()], [...counts.values()]],
    );
  }

  /** Sex and age group of each, where their basis covers statistics. */
  private async groupsOf(tx: Transaction, persons: readonly PersonId[]) {
    if (persons.length === 0) return new Map<PersonId, ReturnType<typeof groupOf>>();
    const covered = await this.consent.covering(tx, persons, 'statistics');
    const details = await this.people.details(tx, [...covered]);
    return new Map(persons.map((id) => [id, groupOf(details.get(id), tx.now)]));
  }
}

const NOBODY = { sex: 'not-told', age: 'not-told' } as const;

function groupOf(details: PersonDetails | undefined, now: Date) {
  const sex: SexGroup =
    details?.sex === undefined
      ? 'not-told'
      : details.sex === 'female' || details.sex === 'male'
        ? details.sex
        : 'other';
  return { sex, age: ageGroupOf(details?.birth?.date, now) };
}
