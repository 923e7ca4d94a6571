import { useTexts } from '../app/texts.js';
import { firstNameOf } from '../persons/draft.js';
import type { InterviewDraft, SoughtDraft } from './draft.js';

export interface StepProps {
  draft: InterviewDraft;
  onChange: (draft: InterviewDraft) => void;
}

/** How a sought person is called on screen, also before there is a name. */
export function useSoughtName(): (sought: SoughtDraft, index: number) => string {
  const say = useTexts();
  return (sought, index) => firstNameOf(sought.person) || say('interview.person-number', { number: index + 1 });
}

/** One sought person changed, the others as they were. */
export const withSought = (draft: InterviewDraft, row: string, change: Partial<SoughtDraft>): InterviewDraft => ({
  ...draft,
  sought: draft.sought.map((one) => (one.row === row ? { ...one, ...change } : one)),
});
