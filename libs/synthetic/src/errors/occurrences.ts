import type { Random } from '../random.js';
import { ERROR_RATES, type ErrorKind, type Rates } from './error-rates.js';

/** Draws what happens to one record, by the rates of the table or those given, and remembers it. */
export class Occurrences {
  readonly happened: ErrorKind[] = [];

  constructor(
    private readonly column: 'registered' | 'sought',
    private readonly rates: Rates,
    readonly random: Random,
  ) {}

  rate(kind: ErrorKind): number {
    return this.rates[kind] ?? ERROR_RATES[kind][this.column];
  }

  /** Whether it happens to a record in which it is possible. */
  happens(kind: ErrorKind, possible = true): boolean {
    const drawn = this.random.chance(this.rate(kind));
    if (drawn && possible) this.note(kind);
    return drawn && possible;
  }

  /** The changed value, or the old one where it does not happen or changes nothing. */
  change<T>(kind: ErrorKind, value: T, change: (value: T) => T): T {
    if (!this.random.chance(this.rate(kind))) return value;
    const changed = change(value);
    if (changed !== value) this.note(kind);
    return changed;
  }

  note(kind: ErrorKind): void {
    if (!this.happened.includes(kind)) this.happened.push(kind);
  }
}
