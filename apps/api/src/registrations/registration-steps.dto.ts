import { LIMITS, CERTAINTIES, RELATION_KINDS, type Certainty, type RelationKind } from '#libs/people';
import {
  BEST_INTERESTS_MATTERS,
  CARE_KINDS,
  FOLLOW_UP_KINDS,
  REGISTRATION_OUTCOMES,
  WANTS_CONTACT,
  type BestInterestsMatter,
  type CareKind,
  type FollowUpKind,
  type RegistrationOutcome,
  type WantsContact,
} from '#libs/registrations';
import { Choice, Day, Flag, Text, Uuid } from '../http/fields.js';

const { lengths } = LIMITS;

export class CareDto {
  @Choice(CARE_KINDS, 'CareKind')
  kind!: CareKind;

  @Day()
  since!: string;

  @Text({ max: lengths.caregiver, optional: true })
  caregiver?: string;

  @Choice(RELATION_KINDS, 'RelationKind', { optional: true, description: 'what the caregiver is to the child' })
  relation?: RelationKind;

  @Text({ max: lengths.caregiver, optional: true })
  guardian?: string;

  @Text({ max: lengths.place, optional: true })
  place?: string;

  @Text({ max: lengths.text, optional: true })
  remarks?: string;

  @Text({ max: lengths.source, optional: true })
  source?: string;

  @Choice(CERTAINTIES, 'FactCertainty', { optional: true })
  certainty?: Certainty;
}

export class ProposeBestInterestsDto {
  @Choice(BEST_INTERESTS_MATTERS, 'BestInterestsMatter')
  about!: BestInterestsMatter;

  @Text({ max: lengths.text })
  proposal!: string;

  @Text({ max: lengths.text })
  reasons!: string;

  @Text({ max: lengths.text, optional: true, description: 'in the child’s own words where possible' })
  childsView?: string;

  @Text({ max: lengths.text, optional: true })
  whyNotHeard?: string;
}

export class DecideBestInterestsDto {
  @Flag()
  agreed!: boolean;

  @Text({ max: lengths.text })
  reasons!: string;
}

export class PlanFollowUpDto {
  @Choice(FOLLOW_UP_KINDS, 'FollowUpKind')
  kind!: FollowUpKind;

  @Day()
  due!: string;

  @Text({ max: lengths.text, optional: true })
  purpose?: string;
}

export class RecordFollowUpDto {
  @Uuid()
  followUpId!: string;

  @Choice(['done', 'not-needed'], 'FollowUpResult')
  result!: 'done' | 'not-needed';

  @Day({ optional: true })
  doneOn?: string;

  @Text({ max: lengths.text, optional: true })
  account?: string;
}

export class RecordContactWishDto {
  @Choice(WANTS_CONTACT, 'WantsContact')
  wantsContact!: WantsContact;

  @Text({ max: lengths.text, optional: true, description: 'in the person’s own words' })
  words?: string;

  @Text({ max: lengths.caregiver, optional: true, description: 'who was with a child when it was asked' })
  withWhom?: string;
}

export class CloseRegistrationDto {
  @Choice(REGISTRATION_OUTCOMES, 'RegistrationOutcome')
  outcome!: RegistrationOutcome;

  @Text({ max: lengths.text })
  reason!: string;

  @Text({ max: lengths.text, optional: true, description: 'how it is known that the family is the family' })
  relationVerified?: string;
}

export class ReopenRegistrationDto {
  @Text({ max: lengths.text })
  reason!: string;
}

export class OtherBranchDto {
  @Uuid()
  branchId!: string;
}

export class OfferRegistrationDto extends OtherBranchDto {
  @Text({ max: lengths.text, optional: true })
  reason?: string;
}
