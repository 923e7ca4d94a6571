import type { Violation } from '../api/problem.js';
import { firstNameOf } from '../persons/draft.js';
import { basisOf } from '../persons/told.js';
import { isSomebody, type InterviewDraft } from './draft.js';

/** In the order people tell it, not the order of tables. */
export const STEPS = ['who', 'what-happened', 'family', 'about-you', 'reach', 'agreement', 'review'] as const;
export type Step = (typeof STEPS)[number];

/** Which step shows the field a refusal names. The first that fits. */
const STEP_OF_PATH: readonly (readonly [RegExp, Step])[] = [
  [/^soughtPersons\.\d+\.circumstances/, 'what-happened'],
  [/^story/, 'what-happened'],
  [/^soughtPersons\.\d+\.person\.relatives/, 'family'],
  [/basis/, 'agreement'],
  [/^informationNotice/, 'agreement'],
  [/^enquirer\.person\.contacts/, 'reach'],
  [/^enquirer/, 'about-you'],
  [/^soughtPersons/, 'who'],
];
export const stepOf = (path: string): Step => STEP_OF_PATH.find(([pattern]) => pattern.test(path))?.[1] ?? 'review';

/** Where a condition of completing the interview is met; such a refusal names no field. */
const STEP_OF_CONDITION: Partial<Record<string, Step>> = {
  'enquirer-identified': 'about-you',
  'relation-known': 'who',
  'sought-person-named': 'who',
  'circumstances-known': 'what-happened',
  'information-notice-given': 'agreement',
  'basis-recorded': 'agreement',
};
export const stepOfViolation = ({ path, code }: Violation): Step => STEP_OF_CONDITION[code] ?? stepOf(path);

/** What the interview still needs before it can be completed; the service has the last word. */
export type Missing =
  | 'sought-name'
  | 'relation'
  | 'circumstances'
  | 'enquirer-name'
  | 'identity'
  | 'notice'
  | 'enquirer-basis'
  | 'sought-basis';

export const STEP_OF_MISSING: Record<Missing, Step> = {
  'sought-name': 'who',
  relation: 'who',
  circumstances: 'what-happened',
  'enquirer-name': 'about-you',
  identity: 'about-you',
  notice: 'agreement',
  'enquirer-basis': 'agreement',
  'sought-basis': 'agreement',
};

export function stillMissing(draft: InterviewDraft): Missing[] {
  const { sought, enquirer } = draft;
  const told = sought.every(({ loss }) =>
    [loss.narrative, loss.place, loss.cause, loss.lostContact.year].some((answer) => answer.trim() !== ''),
  );
  const checks: [Missing, boolean][] = [
    ['sought-name', sought.every((one) => firstNameOf(one.person) !== '')],
    ['relation', sought.every((one) => one.relation !== '')],
    ['circumstances', told],
    ['enquirer-name', firstNameOf(enquirer.person) !== ''],
    ['identity', enquirer.identityChecked],
    ['notice', draft.noticeGiven],
    ['enquirer-basis', basisOf(enquirer.basis) !== undefined],
    ['sought-basis', sought.every((one) => basisOf(one.basis) !== undefined)],
  ];
  return checks.filter(([, present]) => !present).map(([missing]) => missing);
}

export interface Needed {
  path: string;
  code: 'enquirer-name' | 'relation' | 'sought-name';
}

/** What even a half-told interview cannot be saved without. */
export function neededToSave({ sought, enquirer }: InterviewDraft): Needed[] {
  const needed: Needed[] = [];
  for (const [index, one] of sought.entries()) {
    if (!isSomebody(one)) continue;
    if (one.relation === '') needed.push({ path: `soughtPersons.${index}.relation`, code: 'relation' });
    if (firstNameOf(one.person) === '')
      needed.push({ path: `soughtPersons.${index}.person.names.0.text`, code: 'sought-name' });
  }
  if (firstNameOf(enquirer.person) === '') needed.push({ path: 'enquirer.person.names.0.text', code: 'enquirer-name' });
  return needed;
}
