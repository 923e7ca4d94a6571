import { phoneTail } from '../fields/numbers.js';
import { asWrittenAbroad, codesOf } from '../names/name-keys.js';
import type { PersonProfile } from '../profile.js';
import { readPerson, type ReadPerson } from '../read-person.js';
import { bandsOf, dateOf, dayOf, firstCode, givenNames, placeCodes } from './facts.js';
import { asymmetric, crossed, pairs } from './join-facts.js';
import { KeySet } from './key-set.js';

const WORDS = 6;

/** Tier 1: keys that survive other spelling, order, script, a wrong day or month, and missing fields. Distinct, at most 120. */
export function blockingKeys(profile: PersonProfile): string[] {
  const person = readPerson(profile);
  const keys = new KeySet();
  keys.addAll('ph', person.phones.map(phoneTail));
  keys.addAll('dc', person.documents);
  const own = person.names.flatMap(({ words }) =>
    words.slice(0, WORDS).map(({ word, father }) => codesOf(word, father)),
  );
  for (const name of person.names) {
    keys.addAll('nn', pairs(name.words.slice(0, WORDS).map(({ word, father }) => codesOf(word, father))));
    for (const way of asWrittenAbroad(name.words)) keys.addAll('nn', pairs(way.map((word) => codesOf(word))));
  }
  for (const father of givenNames(person, 'father'))
    for (const codes of own) keys.addAll('nn', crossed(codes, codesOf(father)));
  for (const mother of givenNames(person, 'mother'))
    for (const codes of own) keys.addAll('nm', asymmetric(codes.slice(0, 2), codesOf(mother).slice(0, 2)));
  for (const near of [
    ...givenNames(person, 'spouse'),
    ...givenNames(person, 'sibling'),
    ...givenNames(person, 'child'),
  ])
    for (const codes of own.slice(0, 4)) keys.addAll('ns', asymmetric(codes.slice(0, 1), [firstCode(near)]));
  for (const band of bandsOf(person.birth))
    for (const codes of own) keys.addAll('nb', asymmetric(codes.slice(0, 2), [band]));
  for (const day of dayOf(person.birth))
    for (const codes of own) keys.addAll('nd', asymmetric(codes.slice(0, 2), [day]));
  for (const place of placeCodes(person.places))
    for (const codes of own) keys.addAll('np', asymmetric(codes.slice(0, 1), [place]));
  for (const date of dateOf(person.birth)) keys.addAll('bp', asymmetric([date], placeCodes(person.places)));
  const bands = bandsOf(person.birth);
  if (bands.length > 0) for (const pair of likeliestPairs(person)) keys.addAll('nnb', asymmetric([pair], bands));
  return keys.list();
}

/** Pairs of names in their likeliest reading, for keys of three facts: what is left of two names that very many share. */
function likeliestPairs(person: ReadPerson): Set<string> {
  const fathers = givenNames(person, 'father').map((word) => [firstCode(word)]);
  return new Set(
    person.names.flatMap(({ words }) => {
      const codes = words.slice(0, WORDS).map(({ word, father }) => codesOf(word, father).slice(0, 2));
      return [...pairs(codes), ...fathers.flatMap((father) => codes.flatMap((own) => [...crossed(own, father)]))];
    }),
  );
}
