import { bornFromAge, parseFuzzyDate, type FuzzyDate } from '#libs/kernel';
import { compareRead, probabilityOf, USUAL_POPULATION } from '../compare.js';
import type { Comparison } from '../evidence.js';
import { readBirth } from '../fields/birth.js';
import { readPlace } from '../fields/places.js';
import { bandOf } from '../model/bands.js';
import { DEFAULT_MODEL } from '../model/weights.js';
import { compareReadNamesAlone } from '../names/name-probability.js';
import { readName } from '../names/read-name.js';
import type { ReadPerson, ReadRelative } from '../read-person.js';
import { dateDigits, remembered, sexOf } from './cells.js';
import { csvCell } from './write-whole.js';

/** What may be known beside the names. */
export const FACTS = ['birth', 'sex', 'father', 'mother', 'place'] as const;
export type Fact = (typeof FACTS)[number];

/** What holds for all pairs of a run. */
export interface PairsKnowledge {
  /** Which facts the pairs have columns for. */
  readonly facts: readonly Fact[];
  /** How many people the pairs were drawn from: namesakes matter where more than names is known. */
  readonly population?: number;
  /** The day ages were stated (`YYYY-MM-DD`); without it ages are not read. */
  readonly agesAsOf?: string;
}

/** A row as it came: id, both names, and of each fact what either side says. */
export type PairCells = readonly string[];

export const SCORED_HEADING = 'id,weight,probability,band,explanation';

const SEXES = { f: 'female', m: 'male' } as const;

/** So many readings are kept of each: fathers, towns and days come again and again, one person's name mostly in one part of a file. */
const READ = { names: 4_000, places: 4_000, births: 40_000 } as const;

/** Scores pairs one by one. Keeps what it read last, within bounds, so each thread has its own. */
export class GivenPairScorer {
  private readonly nameOf = remembered((text) => readName({ text }), READ.names);
  private readonly parentOf = remembered((text) => readName({ text }), READ.names);
  private readonly placeOf = remembered((text) => readPlace({ kind: 'residence', text }), READ.places);
  private readonly birthOf: (text: string) => { readonly read: ReturnType<typeof readBirth> };
  private readonly population: number;

  constructor(private readonly knowledge: PairsKnowledge) {
    this.population = knowledge.population ?? USUAL_POPULATION;
    this.birthOf = remembered((text) => ({ read: readBirth(writtenBirth(text, knowledge.agesAsOf)) }), READ.births);
  }

  /** The line of the result. */
  score([id, nameA, nameB, ...rest]: PairCells): string {
    const { facts } = this.knowledge;
    const comparable = facts.some((_, at) => rest[at * 2] !== '' && rest[at * 2 + 1] !== '');
    return comparable
      ? this.scorePersons(id!, this.personOf(nameA!, rest, 0), this.personOf(nameB!, rest, 1))
      : this.scoreNames(id!, nameA!, nameB!);
  }

  private scorePersons(id: string, a: ReadPerson, b: ReadPerson): string {
    const result = compareRead(a, b, DEFAULT_MODEL, this.population);
    return lineOf(id, result.weight, result.probability, result.band, explained(result));
  }

  private scoreNames(id: string, nameA: string, nameB: string): string {
    const { weight, probability, agreement } = compareReadNamesAlone(this.nameOf(nameA), this.nameOf(nameB));
    const words = agreement.matched.map(({ agreement: { level } }) => level).join(' ');
    const lacking =
      agreement.onlyLeft + agreement.onlyRight > 0
        ? `; ${agreement.onlyLeft} and ${agreement.onlyRight} words without counterpart`
        : '';
    const band = bandOf(weight, DEFAULT_MODEL.namesAlone);
    return lineOf(id, weight, probability, band, `name: ${words || 'different'}${lacking}`);
  }

  /** As `readPerson` reads a profile, from readings that are kept. */
  private personOf(text: string, cells: readonly string[], side: 0 | 1): ReadPerson {
    const of = (fact: Fact): string => {
      const at = this.knowledge.facts.indexOf(fact);
      return at < 0 ? '' : cells[at * 2 + side]!;
    };
    const name = this.nameOf(text);
    const birth = this.birthOf(of('birth')).read;
    const sex = sexOf(of('sex'));
    const place = of('place');
    return {
      names: name.words.length > 0 ? [name] : [],
      ...(birth && { birth }),
      ...(sex && { sex: SEXES[sex] }),
      mothers: this.parents('mother', of('mother')),
      fathers: this.parents('father', of('father')),
      siblings: [],
      relatives: [],
      places: place === '' ? [] : [this.placeOf(place)],
      phones: [],
      documents: [],
    };
  }

  private parents(kind: 'father' | 'mother', text: string): ReadRelative[] {
    if (text === '') return [];
    const name = this.parentOf(text);
    return name.words.length > 0 ? [{ kind, names: [name] }] : [];
  }
}

function lineOf(
  id: string,
  weight: number,
  probability: number,
  band: Comparison['band'],
  explanation: string,
): string {
  return [csvCell(id), weight.toFixed(2), probability.toFixed(6), band ?? '', csvCell(explanation)].join(',');
}

/** The waterfall in one line: where it starts, what each field adds. Reasons only, no personal data. */
function explained({ evidence, weight, prior }: Comparison): string {
  const steps = evidence
    .filter(({ level }) => level !== 'unknown')
    .map((line) => `${line.field} ${line.weight >= 0 ? '+' : ''}${line.weight.toFixed(1)} (${line.reason})`);
  return `start ${prior.toFixed(1)}; ${steps.join('; ')}; total ${weight.toFixed(1)} = ${(probabilityOf(weight) * 100).toFixed(1)} %`;
}

/** A date as written, also in part; or an age, where it is known when it was stated. */
function writtenBirth(text: string, agesAsOf: string | undefined): FuzzyDate | undefined {
  if (/^\d{1,3}$/.test(text))
    return agesAsOf && Number(text) <= 125 ? bornFromAge({ age: Number(text), statedOn: agesAsOf }) : undefined;
  const digits = dateDigits(text);
  if (digits === 0) return undefined;
  const [year, month, day] = [Math.floor(digits / 10_000), Math.floor((digits % 10_000) / 100), digits % 100];
  const iso = [year, month, day].filter((part) => part > 0).map((part) => String(part).padStart(2, '0'));
  return parseFuzzyDate(iso.join('-')) ?? parseFuzzyDate(String(year));
}
