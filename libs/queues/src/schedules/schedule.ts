import { DiscoveryService } from '@nestjs/core';
import type { Transaction } from '#libs/database';

export interface ScheduleOptions {
  /** Kebab-case and stable: under this name it is remembered which periods are done. */
  name: string;
  every: 'hour' | 'day';
  /**
   * When in the period, UTC, so that it does not move with a server's time zone: `HH:MM` for a day, `MM` for an hour.
   * Left out, it runs when the period begins.
   */
  at?: string;
}

/** Marks a provider that does something once a period. */
export const RunsOn = DiscoveryService.createDecorator<ScheduleOptions>();

/**
 * Runs once a period, in pages: each page is a transaction of its own, whose effect and whose note that it is done land
 * together. A page that fails is tried again; the pages before it are not done again.
 */
export interface Scheduled {
  /**
   * @param after what the page before answered; nothing for the first page
   * @returns where the next page begins (an id or a code, never personal data), or nothing where this was the last one
   */
  run(tx: Transaction, after?: string): Promise<string | undefined>;
}

/** A time within a period, in minutes from where the period begins. @throws Error where it is none */
function minutesOf({ name, every, at }: ScheduleOptions): number {
  if (at === undefined) return 0;
  const parts = (every === 'day' ? /^([01]\d|2[0-3]):([0-5]\d)$/ : /^()([0-5]\d)$/).exec(at);
  if (!parts) throw new Error(`The schedule ${name} has no time that "${every}" knows.`);
  return Number(parts[1] ?? 0) * 60 + Number(parts[2]);
}

/**
 * The period that has begun last: `2026-11-21` or `2026-11-21T09`. Whoever was away asks for this one alone, so that
 * what was missed is made up for once.
 */
export function periodOf(options: ScheduleOptions, now: Date): string {
  const shifted = new Date(now.getTime() - minutesOf(options) * 60_000).toISOString();
  return shifted.slice(0, options.every === 'day' ? 10 : 13);
}

/** The same as a pattern of cron, in UTC. */
export function patternOf(options: ScheduleOptions): string {
  const minutes = minutesOf(options);
  return `${minutes % 60} ${options.every === 'day' ? Math.floor(minutes / 60) : '*'} * * *`;
}
