import { describe, expect, it } from '@jest/globals';
import { BASIS_OF_IMPORTS } from './import/import-row.js';
import { outcomeFits } from './ending.js';
import { kindProblem, shouldBeFollowedUp, stillNeeded, type KindFacts } from './kind-needs.js';
import { REGISTRATION_KINDS, REGISTRATION_OUTCOMES, type RegistrationInput } from './registration-details.js';
import { raised, sensitivityOf } from './sensitivity.js';

const aRegistration = (more: Partial<RegistrationInput> = {}): RegistrationInput => ({
  kind: 'adult-at-risk',
  person: { names: [{ text: 'Ada Quist', kind: 'usual' }] },
  registeredOn: '2026-03-01',
  basis: BASIS_OF_IMPORTS,
  ...more,
});
const someoneDead = (more: Partial<RegistrationInput> = {}) =>
  aRegistration({
    kind: 'unidentified-deceased',
    person: { names: [], marks: 'a tattoo of a swallow' },
    found: { documentedSource: 'Report 4 of the harbour police' },
    ...more,
  });

describe('a registration', () => {
  it.each(REGISTRATION_KINDS.filter((kind) => kind !== 'unidentified-deceased'))('of kind %s needs a name', (kind) => {
    expect(kindProblem(aRegistration({ kind }))).toBeUndefined();
    expect(kindProblem(aRegistration({ kind, person: { names: [] } }))?.code).toBe('registration.needs-name');
  });

  it('of somebody found dead needs no name, but a documented source and something to recognise them by', () => {
    expect(kindProblem(someoneDead())).toBeUndefined();
    expect(kindProblem(someoneDead({ found: undefined }))?.code).toBe('registration.needs-source');
    expect(kindProblem(someoneDead({ found: { documentedSource: ' ' } }))?.code).toBe('registration.needs-source');
    expect(kindProblem(someoneDead({ person: { names: [] } }))?.code).toBe('registration.needs-trait');
    const belongings = { documentedSource: 'Report 4', belongings: 'a silver ring' };
    expect(kindProblem(someoneDead({ person: { names: [] }, found: belongings }))).toBeUndefined();
    expect(
      kindProblem(someoneDead({ person: { names: [], documents: [{ kind: 'card', number: '1' }] } })),
    ).toBeUndefined();
  });

  it('of the dead holds no wish, of the living no finding', () => {
    expect(kindProblem(someoneDead({ wantsContact: 'yes' }))?.code).toBe('registration.cannot-be-asked');
    expect(kindProblem(aRegistration({ found: { documentedSource: 'x' } }))?.code).toBe(
      'registration.not-of-this-kind',
    );
  });

  it('of a household needs a name for each of its members', () => {
    const members = [
      { person: { names: [{ text: 'Bo Quist', kind: 'usual' as const }] }, relation: 'child' as const },
      { person: { names: [] }, relation: 'child' as const },
    ];
    expect(kindProblem(aRegistration({ kind: 'displaced-household', members }))?.path).toBe('members.1.person.names');
    expect(kindProblem(aRegistration({ kind: 'displaced-household', members: members.slice(0, 1) }))).toBeUndefined();
  });

  it('says what it should hold before long, and no more once it does', () => {
    const nothing: KindFacts = {
      kind: 'separated-child',
      careRecorded: false,
      caregiver: false,
      ownWords: false,
      bestInterestsDecided: false,
      detentionPlace: false,
      members: 0,
      wantsContact: 'not-asked',
      followUpPlanned: false,
    };
    expect(stillNeeded(nothing)).toEqual([
      'caregiver',
      'care-arrangement',
      'own-words',
      'best-interests-decision',
      'wishes-about-contact',
      'follow-up',
    ]);
    expect(stillNeeded({ ...nothing, kind: 'safe-and-well' })).toEqual([]);
    expect(stillNeeded({ ...nothing, kind: 'detained' })[0]).toBe('detention-place');
    expect(stillNeeded({ ...nothing, kind: 'displaced-household' })[0]).toBe('household-members');
    const everything = {
      ...nothing,
      careRecorded: true,
      caregiver: true,
      ownWords: true,
      bestInterestsDecided: true,
      wantsContact: 'no' as const,
      followUpPlanned: true,
    };
    expect(stillNeeded(everything)).toEqual([]);
  });

  it('is followed up soon for children and detainees, and not at all for notices and the dead', () => {
    expect(REGISTRATION_KINDS.map((kind) => shouldBeFollowedUp(kind) ?? 'never')).toEqual([
      'urgent',
      'urgent',
      'usual',
      'usual',
      'usual',
      'urgent',
      'never',
      'never',
      'never',
    ]);
  });

  it('ends as "identified" for the dead alone, and never as run out by hand', () => {
    for (const kind of REGISTRATION_KINDS) {
      expect(outcomeFits(kind, 'notice-ran-out')).toBe(false);
      expect(outcomeFits(kind, 'identified')).toBe(kind === 'unidentified-deceased');
    }
    expect(REGISTRATION_OUTCOMES.filter((outcome) => outcomeFits('unidentified-deceased', outcome))).toEqual([
      'identified',
      'duplicate',
      'other',
    ]);
  });
});

describe('who sees a registration', () => {
  const now = new Date('2026-03-01');
  const names = [{ text: 'Ada', kind: 'usual' as const }];

  it.each<[string, Partial<RegistrationInput>, string]>([
    ['an adult', {}, 'open'],
    ['a child by kind', { kind: 'separated-child' }, 'restricted'],
    ['a child by age', { person: { names, birth: { year: 2015 } } }, 'restricted'],
    ['somebody detained', { person: { names, detention: { place: 'prison', why: 'safety' } } }, 'restricted'],
    ['somebody ill', { person: { names, health: { needs: 'insulin', why: 'care' } } }, 'restricted'],
    ['somebody found dead', { kind: 'unidentified-deceased' }, 'restricted'],
    [
      'a household with a child',
      { kind: 'displaced-household', members: [{ person: { names, birth: { year: 2015 } }, relation: 'child' }] },
      'restricted',
    ],
    ['whoever it was said of', { sensitivity: 'protected' }, 'protected'],
  ])('%s: %p is %s', (_, more, expected) => {
    expect(sensitivityOf(aRegistration(more), now)).toBe(expected);
  });

  it('never becomes more by what is learnt later', () => {
    expect(raised('protected', 'open')).toBe('protected');
    expect(raised('open', 'restricted')).toBe('restricted');
  });
});
