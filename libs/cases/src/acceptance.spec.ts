import { describe, expect, it } from '@jest/globals';
import { unmetAcceptanceRules, type AcceptanceRules, type Asked } from './acceptance.js';

const now = new Date('2026-11-20T12:00:00Z');
const rules: AcceptanceRules = {
  causes: ['armed-conflict', 'migration'],
  mostDegrees: 2,
  alsoRelations: ['caregiver'],
  leastDaysSinceLoss: 3,
  exclusions: [{ causes: ['migration'], yearsSinceLoss: 30, message: 'Old migration is for the archive.' }],
};
const lost = (day: string) => ({
  calendar: 'gregorian' as const,
  earliest: day,
  latest: day,
  precision: 'day' as const,
});
const asked = (more: Partial<Asked> = {}, day = '2026-05-01'): Asked => ({
  relation: 'sibling',
  circumstances: { cause: 'armed-conflict', lostContactDate: lost(day) },
  mayBeChild: false,
  ...more,
});
const codes = (...sought: Asked[]) => unmetAcceptanceRules(rules, sought, now).map(({ code }) => code);

describe('the rules of acceptance', () => {
  it.each<[string, Asked[], string[]]>([
    ['a sister lost in a conflict', [asked()], []],
    ['nobody sought', [], ['acceptance.nobody-sought']],
    ['a cause that is not known', [asked({ circumstances: {} })], ['acceptance.cause-unknown']],
    ['a cause that is left to others', [asked({ circumstances: { cause: 'other' } })], ['acceptance.cause']],
    ['a cousin', [asked({ relation: 'cousin' })], ['acceptance.relation']],
    ['a caregiver, whatever the degree', [asked({ relation: 'caregiver' })], []],
    ['lost yesterday', [asked({}, '2026-11-19')], ['acceptance.lost-recently']],
    ['a child lost yesterday', [asked({ mayBeChild: true }, '2026-11-19')], []],
    [
      'a migration of long ago',
      [asked({ circumstances: { cause: 'migration', lostContactDate: lost('1980-01-01') } })],
      ['acceptance.excluded'],
    ],
    [
      'two persons with the same fault, told once',
      [asked({ relation: 'cousin' }), asked({ relation: 'cousin' })],
      ['acceptance.relation'],
    ],
  ])('%s', (_, sought, expected) => {
    expect(codes(...sought)).toEqual(expected);
  });
});
