import { newId, type AccountId, type PersonId, type Role } from '#libs/kernel';
import { readiness, type Recorded } from './readiness.js';
import { monthsAfter } from './reunifications.js';
import type { AnyStatementKind, StatementAnswer, StatementFacts } from './statements.js';

const MOTHER: PersonId = newId();
const SON: PersonId = newId();
const [CASEWORKER, SPECIALIST, SUPERVISOR]: AccountId[] = [newId(), newId(), newId()];

function stated(
  kind: AnyStatementKind,
  answer: StatementAnswer = 'yes',
  personId?: PersonId,
  [recordedBy, role]: [AccountId, Role] = [CASEWORKER!, 'caseworker'],
): StatementFacts {
  return { kind, answer, recordedBy, role, ...(personId && { personId }) };
}

const family = (statements: StatementFacts[], more: Partial<Recorded> = {}) =>
  readiness({
    members: [
      { id: MOTHER, child: false },
      { id: SON, child: true },
    ],
    statements,
    followUps: [],
    handedOver: false,
    ...more,
  });

describe('rule 12: what the record says of the conditions', () => {
  it('is that nothing is met before anybody said anything', () => {
    const { 'before-the-handover': before, ...others } = family([]);
    expect(before).toBe(true);
    expect(new Set(Object.values(others))).toEqual(new Set([false]));
  });

  it.each([
    ['relation-evidence', 'relation-evidenced'],
    ['place-check', 'place-is-safe'],
    ['documents', 'documents-complete'],
    ['no-coercion', 'no-coercion'],
    ['journey', 'journey-planned'],
  ] as const)('is that "%s" meets "%s" while its newest answer is yes', (kind, guard) => {
    expect(family([stated(kind)])[guard]).toBe(true);
    expect(family([stated(kind), stated(kind, 'no')])[guard]).toBe(false);
    expect(family([stated(kind, 'no'), stated(kind)])[guard]).toBe(true);
    expect(family([stated(kind, 'cannot-say')])[guard]).toBe(false);
  });

  it('is that every adult has to want it, and nobody can want it for another', () => {
    expect(family([stated('willingness', 'yes', SON)])['every-adult-willing']).toBe(false);
    expect(family([stated('willingness', 'yes', MOTHER)])['every-adult-willing']).toBe(true);
    const both = {
      members: [
        { id: MOTHER, child: false },
        { id: SON, child: false },
      ],
    };
    expect(family([stated('willingness', 'yes', MOTHER)], both)['every-adult-willing']).toBe(false);
  });

  it('is that brothers and sisters under age have nobody to ask but their guardians and those who decide', () => {
    expect(family([], { members: [{ id: SON, child: true }] })['every-adult-willing']).toBe(true);
    expect(family([], { members: [] })['every-adult-willing']).toBe(false);
  });

  it('is that a child is heard whatever it says, or cannot say', () => {
    for (const answer of ['yes', 'no', 'cannot-say'] as const)
      expect(family([stated('childs-view', answer, SON)])['every-child-heard']).toBe(true);
  });

  it('is that two people decide what is best for a child, one of them a specialist, and neither says no', () => {
    const one = stated('best-interests', 'yes', SON, [CASEWORKER!, 'caseworker']);
    const specialist = stated('best-interests', 'yes', SON, [SPECIALIST!, 'child-protection-specialist']);
    const supervisor = stated('best-interests', 'yes', SON, [SUPERVISOR!, 'supervisor']);
    const decided = (...statements: StatementFacts[]) => family(statements)['best-interests-decided-by-two'];
    expect(decided(specialist)).toBe(false);
    expect(decided(specialist, specialist)).toBe(false);
    expect(decided(one, supervisor)).toBe(false);
    expect(decided(one, specialist)).toBe(true);
    expect(decided(one, specialist, { ...supervisor, answer: 'no' })).toBe(false);
    expect(decided(one, { ...specialist, answer: 'no' }, specialist)).toBe(true);
  });

  it('is that where there is no child nothing about children is asked', () => {
    const facts = family([], { members: [{ id: MOTHER, child: false }] });
    expect([facts['every-child-heard'], facts['best-interests-decided-by-two'], facts['guardian-agrees']]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('is that the handover is signed by both sides', () => {
    expect(family([stated('signed-by-handing-over')])['signed-by-both-sides']).toBe(false);
    const both = [stated('signed-by-handing-over'), stated('signed-by-receiving')];
    expect(family(both)['signed-by-both-sides']).toBe(true);
  });

  it('is that nothing is closed while a visit is due', () => {
    const due = (...followUps: { done: boolean }[]) => family([], { followUps })['nothing-due'];
    expect([due(), due({ done: true }, { done: false }), due({ done: true }, { done: true })]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('Months after a day', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-11-21', 3, '2027-02-21'],
    ['2023-11-30', 3, '2024-02-29'],
  ])('%s and %i more are %s', (day, months, later) => {
    expect(monthsAfter(day, months)).toBe(later);
  });
});
