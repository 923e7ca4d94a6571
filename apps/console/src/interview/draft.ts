import type { Cause, Interview, RelativeKind } from '../api/types.js';
import {
  emptyBasis,
  emptyDate,
  emptyPerson,
  firstNameOf,
  type BasisDraft,
  type DateDraft,
  type PersonDraft,
} from '../persons/draft.js';
import { basisOf, dateOf, draftOfBasis, draftOfDate, draftOfPerson, personOf, tidied } from '../persons/told.js';

export interface LossDraft {
  lostContact: DateDraft;
  place: string;
  cause: Cause | '';
  withWhom: string;
  lastNews: string;
  narrative: string;
}
export interface SoughtDraft {
  row: string;
  id: string | undefined;
  person: PersonDraft;
  relation: RelativeKind | '';
  loss: LossDraft;
  basis: BasisDraft;
}
export interface InterviewDraft {
  sought: SoughtDraft[];
  enquirer: { person: PersonDraft; identityChecked: boolean; basis: BasisDraft };
  noticeGiven: boolean;
  story: string;
}

export const emptyLoss = (): LossDraft => ({
  lostContact: emptyDate(),
  place: '',
  cause: '',
  withWhom: '',
  lastNews: '',
  narrative: '',
});
export const emptySought = (): SoughtDraft => ({
  row: crypto.randomUUID(),
  id: undefined,
  person: emptyPerson(),
  relation: '',
  loss: emptyLoss(),
  // Nobody has asked the sought person yet: their basis is never consent.
  basis: { ...emptyBasis(), givenBy: 'not-asked', how: 'none' },
});
export const emptyInterview = (): InterviewDraft => ({
  sought: [emptySought()],
  enquirer: { person: emptyPerson(), identityChecked: false, basis: emptyBasis() },
  noticeGiven: false,
  story: '',
});

export function draftOf(interview: Interview): InterviewDraft {
  const empty = emptyInterview();
  const { enquirer, soughtPersons = [] } = interview;
  return {
    sought:
      soughtPersons.length === 0
        ? empty.sought
        : soughtPersons.map((one) => ({
            row: crypto.randomUUID(),
            id: one.id,
            person: draftOfPerson(one.person),
            relation: one.relation,
            loss: { ...emptyLoss(), ...one.circumstances, lostContact: draftOfDate(one.circumstances?.lostContact) },
            basis: { ...emptySought().basis, ...one.basis },
          })),
    enquirer: {
      person: draftOfPerson(enquirer.person),
      identityChecked: enquirer.identityChecked ?? false,
      basis: draftOfBasis(enquirer.basis),
    },
    noticeGiven: interview.informationNoticeGiven ?? false,
    story: interview.story ?? '',
  };
}

/** Without the lines that stayed empty. Done before sending, so that a refusal's path finds its field. */
export const tidiedInterview = (draft: InterviewDraft): InterviewDraft => ({
  ...draft,
  sought: draft.sought
    .filter((one, index) => index === 0 || one.id !== undefined || isSomebody(one))
    .map((one) => ({ ...one, person: tidied(one.person) })),
  enquirer: { ...draft.enquirer, person: tidied(draft.enquirer.person) },
});

export const isSomebody = (sought: SoughtDraft) => firstNameOf(sought.person) !== '' || sought.relation !== '';

function lossOf(loss: LossDraft) {
  const lostContact = dateOf(loss.lostContact);
  const told = {
    ...(lostContact && { lostContact }),
    ...(loss.place.trim() && { place: loss.place.trim() }),
    ...(loss.cause && { cause: loss.cause }),
    ...(loss.withWhom.trim() && { withWhom: loss.withWhom.trim() }),
    ...(loss.lastNews.trim() && { lastNews: loss.lastNews.trim() }),
    ...(loss.narrative.trim() && { narrative: loss.narrative.trim() }),
  };
  return Object.keys(told).length > 0 ? told : undefined;
}

/** What the service takes. A half-told interview is fine; what is still missing is asked when it is completed. */
export function interviewOf(draft: InterviewDraft, today: string): Interview {
  const enquirer = personOf(draft.enquirer.person, today);
  const enquirerBasis = basisOf(draft.enquirer.basis);
  const sought = draft.sought.filter(isSomebody).map((one) => {
    const circumstances = lossOf(one.loss);
    const basis = basisOf(one.basis);
    return {
      ...(one.id !== undefined && { id: one.id }),
      person: personOf(one.person, today),
      relation: one.relation || ('other' as const),
      ...(circumstances && { circumstances }),
      ...(basis && { basis }),
    };
  });
  return {
    enquirer: {
      person: enquirer,
      identityChecked: draft.enquirer.identityChecked,
      ...(enquirerBasis && { basis: enquirerBasis }),
    },
    ...(sought.length > 0 && { soughtPersons: sought }),
    informationNoticeGiven: draft.noticeGiven,
    ...(draft.story.trim() && { story: draft.story.trim() }),
  };
}
