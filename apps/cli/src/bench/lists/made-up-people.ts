import { randomFrom, syntheticPopulation, type Random, type SyntheticPerson } from '#libs/synthetic';

/** One row of a list, as a clerk wrote it. Empty where nothing was written. */
export interface Written {
  given: string;
  family: string;
  father: string;
  sex: string;
  born: string;
  place: string;
  card: string;
}

/** Real families are made once, so many; the people of a long list take their names and places from them. */
const MODELS = 20_000;
const DAY = 86_400_000;
const FIRST_BIRTH = Date.UTC(1940, 0, 1);
const DAYS_OF_BIRTH = 30_000;

/** How often a second clerk wrote something else, or nothing. */
const SLIPS = { given: 0.12, family: 0.1, father: 0.12, born: 0.12, place: 0.1, card: 0.3 } as const;
const LEFT_OUT = { given: 0.01, family: 0.05, father: 0.25, born: 0.1, place: 0.15, card: 0.3 } as const;
const TURNED_ROUND = 0.02;
const FIELDS = ['given', 'family', 'father', 'born', 'place', 'card'] as const;
const KNOWN = { given: 1, family: 0.97, father: 0.7, born: 0.9, place: 0.85, card: 0.4 } as const;

/**
 * People by their number, ten times as fast as whole families: names of a culture are drawn together from people of that culture, so
 * that common names stay common. The same seed and number give the same person.
 */
export class MadeUpPeople {
  private readonly models: readonly SyntheticPerson[];
  private readonly byCulture = new Map<string, SyntheticPerson[]>();

  constructor(private readonly seed: string) {
    this.models = [...syntheticPopulation({ seed, persons: MODELS })];
    for (const model of this.models) {
      const others = this.byCulture.get(model.culture);
      if (others) others.push(model);
      else this.byCulture.set(model.culture, [model]);
    }
  }

  /** As first written down: some is not known, nothing is wrong. */
  first(number: number): Written {
    const random = randomFrom(this.seed, 'person', number);
    const model = random.pick(this.models);
    const others = this.byCulture.get(model.culture)!;
    const person: Written = {
      given: model.words[0]?.word.text ?? '',
      family: random
        .pick(others)
        .words.slice(1)
        .map(({ word }) => word.text)
        .join(' '),
      father: random.pick(others).words[0]?.word.text ?? '',
      sex: model.sex === 'female' ? 'f' : 'm',
      born: new Date(FIRST_BIRTH + random.below(DAYS_OF_BIRTH) * DAY).toISOString().slice(0, 10),
      place: random.pick(others).home.latin,
      card: `${String.fromCharCode(65 + random.below(26))}${String(random.below(100_000_000)).padStart(8, '0')}`,
    };
    for (const field of FIELDS) if (!random.chance(KNOWN[field])) person[field] = '';
    return person;
  }

  /** The same person, as somebody else wrote them down. */
  again(number: number): Written {
    const random = randomFrom(this.seed, 'again', number);
    const person = this.first(number);
    for (const field of FIELDS) {
      if (random.chance(LEFT_OUT[field])) person[field] = '';
      else if (random.chance(SLIPS[field])) person[field] = slipped(person[field], random);
    }
    if (random.chance(TURNED_ROUND)) [person.given, person.family] = [person.family, person.given];
    return person;
  }
}

/** One letter or digit wrong, left out, or two changed places. */
function slipped(text: string, random: Random): string {
  const signs = [...text];
  if (signs.length < 2) return text;
  const at = random.below(signs.length - 1);
  const digit = /\d/.test(signs[at]!);
  if (digit) signs[at] = String(random.below(10));
  else if (random.chance(0.5)) [signs[at], signs[at + 1]] = [signs[at + 1]!, signs[at]!];
  else signs.splice(at, 1);
  return signs.join('');
}
