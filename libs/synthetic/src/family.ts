import { TWINS_PER_1000, type Bearer, type Culture, type Sex } from './cultures/culture.js';
import type { DayNumber } from './birth-day.js';
import type { NameWord, Word } from './names.js';
import type { Random } from './random.js';

/** One person of a family while it grows. Parents of those who married in are only names: `place` is −1. */
export interface Member extends Bearer {
  /** Place among the family's persons, −1 for whoever is only named. */
  place: number;
  readonly born: DayNumber;
  readonly words: NameWord[];
  readonly father?: Member | undefined;
  readonly mother?: Member | undefined;
  spouse?: Member;
  twin?: Member;
  readonly children: Member[];
}

const YEAR = 365.25;
const ADULT = 21;
const LAST_BIRTH = 44;
const MARRIED = 0.85;

/** Three generations: a couple, its children with those they married, and their children, born before `today`. */
export function growFamily(culture: Culture, random: Random, today: DayNumber): Member[] {
  const members: Member[] = [];
  const join = (member: Member): Member => {
    member.place = members.push(member) - 1;
    return member;
  };
  const oldest = today - Math.round((50 + random.unit() * 50) * YEAR);
  const husband = join(stranger(culture, random, 'male', oldest));
  const wife = join(
    stranger(culture, random, 'female', oldest + between(random, -1, 7), husband, culture.habits.wifeTakesName),
  );
  const children = bear(culture, random, husband, wife, today).map(join);
  for (const child of children) {
    const age = (today - child.born) / YEAR;
    if (age < ADULT || !random.chance(MARRIED)) continue;
    const sex = child.sex === 'male' ? 'female' : 'male';
    const gap = between(random, -1, 7);
    const born = child.sex === 'male' ? child.born + gap : child.born - gap;
    if ((today - born) / YEAR < ADULT - 3) continue;
    const spouse = join(
      stranger(culture, random, sex, born, child, sex === 'female' ? culture.habits.wifeTakesName : 0),
    );
    const [man, woman] = sex === 'male' ? [spouse, child] : [child, spouse];
    for (const grandchild of bear(culture, random, man, woman, today)) join(grandchild);
  }
  return members;
}

/** Someone from outside the family, whose parents are known by name only. */
function stranger(culture: Culture, random: Random, sex: Sex, born: DayNumber, spouse?: Member, takesName = 0): Member {
  const line = culture.family?.draw(random);
  const father = named(culture, random, { sex: 'male', given: culture.given.male.draw(random), family: line }, born);
  const mother = named(
    culture,
    random,
    { sex: 'female', given: culture.given.female.draw(random), family: culture.family?.draw(random) },
    born,
  );
  const husband = spouse && sex === 'female' && random.chance(takesName) ? spouse : undefined;
  const given = culture.given[sex].draw(random);
  const person = named(culture, random, { sex, given, family: line, father, mother, husband }, born);
  if (spouse) {
    person.spouse = spouse;
    spouse.spouse = person;
  }
  return person;
}

function named(
  culture: Culture,
  random: Random,
  bearer: Omit<Bearer, 'father' | 'mother'> & { father?: Member; mother?: Member },
  born: DayNumber,
): Member {
  const { sex, given, family, father, mother, husband } = bearer;
  const second = culture.second && random.chance(culture.seconds ?? 1) ? culture.second[sex].draw(random) : undefined;
  const member: Member = {
    place: -1,
    sex,
    given,
    second,
    family,
    father,
    mother,
    husband,
    born,
    words: [],
    children: [],
  };
  member.words.push(...culture.fullName(member));
  return member;
}

/** The couple's children in order of birth, at most one every year and a half but for twins. */
function bear(culture: Culture, random: Random, father: Member, mother: Member, today: DayNumber): Member[] {
  const [fewest, most] = culture.habits.children;
  const wanted = random.between(fewest, most);
  let day = mother.born + between(random, 18, 29);
  const end = Math.min(today, mother.born + Math.round(LAST_BIRTH * YEAR));
  while (father.children.length < wanted && day < end) {
    const child = newborn(culture, random, father, mother, day);
    if (random.unit() * 1000 < TWINS_PER_1000) {
      const twin = newborn(culture, random, father, mother, day);
      child.twin = twin;
      twin.twin = child;
    }
    day += between(random, 1.5, 4.5);
  }
  return [...father.children];
}

function newborn(culture: Culture, random: Random, father: Member, mother: Member, born: DayNumber): Member {
  const sex: Sex = random.chance(0.512) ? 'male' : 'female';
  const given = givenName(culture, random, sex, father);
  const child = named(culture, random, { sex, given, family: father.family, father, mother }, born);
  father.children.push(child);
  mother.children.push(child);
  return child;
}

/** No two children of a couple bear one name; a son may bear his father's or grandfather's. */
function givenName(culture: Culture, random: Random, sex: Sex, father: Member): Word {
  const { afterFather, afterGrandparent } = culture.habits;
  const taken = (word: Word): boolean => father.children.some(({ given }) => given.text === word.text);
  const custom = random.unit();
  const elder = sex === 'male' ? (custom < afterFather ? father : father.father) : father.mother;
  if (elder && custom < afterFather + afterGrandparent && !taken(elder.given)) return elder.given;
  let given = culture.given[sex].draw(random);
  for (let tries = 0; tries < 12 && taken(given); tries++) given = culture.given[sex].draw(random);
  return given;
}

/** A length of time in days, drawn evenly between two numbers of years. */
function between(random: Random, least: number, most: number): number {
  return Math.round((least + random.unit() * (most - least)) * YEAR);
}
