import type { Comparison } from './evidence.js';
import { compareBirth } from './fields/birth.js';
import { kinFinding } from './fields/kin.js';
import { compareGroup, compareParent } from './fields/family.js';
import { found, unknown, type Finding } from './fields/finding.js';
import { bestNames, nameFinding } from './fields/name.js';
import { compareDocuments, comparePhones } from './fields/numbers.js';
import { comparePlaces } from './fields/places.js';
import { compareRoute } from './fields/route.js';
import { bandOf } from './model/bands.js';
import { DEFAULT_MODEL, type Model } from './model/weights.js';
import { priorOf } from './prior.js';
import type { PersonProfile } from './profile.js';
import { readPerson, type ReadPerson } from './read-person.js';

/** Where the caller does not say how many people are searched. */
export const USUAL_POPULATION = 100_000;

/**
 * Compares a sought person with a registered one, field by field (Fellegi–Sunter, in bits). The result follows from the two profiles,
 * the model and the population alone: never from other candidates.
 *
 * @param population how many people are searched: the more, the more namesakes, the lower the prior
 */
export function compare(
  sought: PersonProfile,
  registered: PersonProfile,
  model: Model = DEFAULT_MODEL,
  population: number = USUAL_POPULATION,
): Comparison {
  return compareRead(readPerson(sought), readPerson(registered), model, population);
}

/**
 * The same for two people who were read before ({@link readPerson}): who compares one with many reads each once.
 */
export function compareRead(
  sought: ReadPerson,
  registered: ReadPerson,
  model: Model = DEFAULT_MODEL,
  population: number = USUAL_POPULATION,
): Comparison {
  const evidence = weigh(sought, registered, model, population);
  const prior = priorOf(population, model);
  let weight = prior;
  for (const finding of evidence) weight += finding.weight;
  return { evidence, prior, weight, probability: probabilityOf(weight), band: bandOf(weight, model) };
}

/** From log-odds in bits to 0…1. */
export function probabilityOf(weight: number): number {
  return 1 / (1 + 2 ** -weight);
}

function weigh(left: ReadPerson, right: ReadPerson, model: Model, population: number): Finding[] {
  const names = bestNames(left.names, right.names, model);
  const own = names?.agreement.matched ?? [];
  const evidence = [
    nameFinding(names, left.names, right.names),
    compareBirth(left.birth, right.birth, model),
    compareSex(left, right, model),
    compareParent('mother', left, right, own, model),
    compareParent('father', left, right, own, model),
    compareGroup('siblings', left, right, own, model),
    compareGroup('relatives', left, right, own, model),
    comparePlaces(left.places, right.places, model),
    compareRoute(left.places, right.places, model),
    comparePhones(left.phones, right.phones, model),
    compareDocuments(left.documents, right.documents, model),
  ];
  const kin = kinFinding(evidence, names?.agreement, model, population);
  return kin ? [...evidence, kin] : evidence;
}

function compareSex(left: ReadPerson, right: ReadPerson, model: Model): Finding {
  if (!left.sex || !right.sex) return unknown('sex', 'sex-unknown', left.sex, right.sex);
  return left.sex === right.sex
    ? found('sex', 'exact', 'sex-same', model.sex.same, left.sex, right.sex)
    : found('sex', 'different', 'sex-different', model.sex.different, left.sex, right.sex);
}
