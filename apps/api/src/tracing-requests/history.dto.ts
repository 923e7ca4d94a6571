import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ATTEMPT_OUTCOMES,
  FIELD_CERTAINTIES,
  KEEP_CATEGORIES,
  REFERRAL_KINDS,
  REFUSAL_REASONS,
  SEARCH_KINDS,
  SEARCH_OUTCOMES,
  searchActionWorkflow,
  type RequestView,
  type Story,
} from '#libs/cases';
import { showSteps, StaffDto, StepDto } from '../http/step.dto.js';

export class KeptRequestDto {
  @ApiProperty({ enum: KEEP_CATEGORIES, enumName: 'KeepCategory' })
  category!: string;

  @ApiProperty({ format: 'date' })
  until!: string;

  @ApiPropertyOptional()
  legalHold?: string;
}

export class RequestReasonsDto {
  @ApiPropertyOptional({ enum: REFUSAL_REASONS, enumName: 'RefusalReason' })
  refusal?: string;

  @ApiPropertyOptional({ enum: REFERRAL_KINDS, enumName: 'ReferralKind' })
  referralKind?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'the service in the directory' })
  referredTo?: string;

  @ApiPropertyOptional()
  referral?: string;

  @ApiPropertyOptional()
  hold?: string;

  @ApiPropertyOptional()
  closing?: string;

  @ApiPropertyOptional()
  withdrawal?: string;

  @ApiPropertyOptional({ description: 'what was new when it was opened again' })
  reopening?: string;
}

export class EnquirerAttemptDto {
  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ type: () => StaffDto })
  by!: StaffDto;

  @ApiProperty({ enum: ATTEMPT_OUTCOMES, enumName: 'AttemptOutcome' })
  outcome!: string;

  @ApiPropertyOptional({ type: 'integer', description: "position among the enquirer's contacts" })
  contact?: number;

  @ApiPropertyOptional()
  note?: string;
}

export class UnreachedDto {
  @ApiProperty({ type: 'integer', description: 'attempts since the enquirer was last reached; three are needed' })
  attempts!: number;

  @ApiProperty({ type: 'integer', description: 'on so many days; two are needed' })
  days!: number;

  @ApiProperty({ type: 'integer', isArray: true, description: 'positions of contacts nobody has tried' })
  untried!: number[];
}

export class EnquirerReachingDto {
  @ApiPropertyOptional({ format: 'date-time', description: 'when a contact of the enquirer last worked' })
  workedAt?: string;

  @ApiProperty({ format: 'date' })
  freshUntil!: string;

  @ApiProperty({ type: () => EnquirerAttemptDto, isArray: true })
  attempts!: EnquirerAttemptDto[];

  @ApiProperty({ isArray: true, type: String, description: 'when each contact last worked; empty where it never did' })
  contacts!: string[];

  @ApiProperty({ type: () => UnreachedDto })
  unreached!: UnreachedDto;
}

export class SearchActionDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  soughtId!: string;

  @ApiProperty({ enum: SEARCH_KINDS, enumName: 'SearchKind' })
  kind!: string;

  @ApiProperty({ enum: searchActionWorkflow.states, enumName: 'SearchActionState' })
  state!: string;

  @ApiProperty({ type: () => StaffDto })
  owner!: StaffDto;

  @ApiProperty({ format: 'date' })
  due!: string;

  @ApiProperty({ type: () => StaffDto, isArray: true })
  approvedBy!: StaffDto[];

  @ApiPropertyOptional({ enum: SEARCH_OUTCOMES, enumName: 'SearchOutcome' })
  outcome?: string;

  @ApiPropertyOptional()
  plan?: string;

  @ApiPropertyOptional()
  harmCheck?: string;

  @ApiPropertyOptional()
  result?: string;

  @ApiPropertyOptional()
  source?: string;

  @ApiPropertyOptional({ description: 'why it was given up' })
  reason?: string;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];
}

export class FieldFindingDto {
  @ApiProperty({ format: 'uuid' })
  soughtId!: string;

  @ApiProperty({ enum: FIELD_CERTAINTIES, enumName: 'FieldCertainty' })
  certainty!: string;

  @ApiProperty({ type: () => StaffDto })
  by!: StaffDto;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty()
  source!: string;

  @ApiPropertyOptional()
  place?: string;

  @ApiPropertyOptional()
  words?: string;
}

export class CorrectedDto {
  @ApiProperty({ type: () => StaffDto })
  by!: StaffDto;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty()
  source!: string;

  @ApiPropertyOptional()
  reason?: string;
}

export class DuplicateOfRequestDto {
  @ApiProperty({ format: 'uuid', description: 'the other request' })
  id!: string;

  @ApiProperty()
  reference!: string;

  @ApiProperty({ enum: ['marked', 'merged'], enumName: 'DuplicateState' })
  state!: string;

  @ApiProperty({ description: 'this request is the one that stays' })
  kept!: boolean;

  @ApiPropertyOptional()
  reason?: string;

  @ApiProperty({ isArray: true, type: String, description: 'who is sought in the other request' })
  sought!: string[];
}

export class OfferedTransferDto {
  @ApiProperty({ type: () => StaffDto, description: 'the branch' })
  to!: StaffDto;

  @ApiProperty({ type: () => StaffDto })
  by!: StaffDto;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiPropertyOptional()
  reason?: string;
}

export class SoughtStateDto {
  @ApiProperty({ format: 'uuid' })
  soughtId!: string;

  @ApiProperty()
  located!: boolean;

  @ApiPropertyOptional({ enum: ['confirmed-match', 'field-result'], enumName: 'LocatedBy' })
  locatedBy?: string;

  @ApiProperty({ description: 'the enquirer was told what this person wished, be it nothing' })
  told!: boolean;
}

export class RequestHistoryDto {
  @ApiProperty({ type: () => SoughtStateDto, isArray: true })
  soughtPersons!: SoughtStateDto[];

  @ApiProperty({ type: () => SearchActionDto, isArray: true })
  searchActions!: SearchActionDto[];

  @ApiProperty({ type: () => FieldFindingDto, isArray: true })
  fieldResults!: FieldFindingDto[];

  @ApiProperty({ type: () => CorrectedDto, isArray: true })
  corrections!: CorrectedDto[];

  @ApiProperty({ type: () => DuplicateOfRequestDto, isArray: true })
  duplicates!: DuplicateOfRequestDto[];

  @ApiProperty({ type: () => StaffDto, isArray: true, description: 'the branches that work on it too' })
  sharedWith!: StaffDto[];

  @ApiPropertyOptional({ type: () => OfferedTransferDto, description: 'offered to a branch that has not answered' })
  transfer?: OfferedTransferDto;
}

export function showReasons({ refusal, hold, closing, withdrawal, reopening }: Story): RequestReasonsDto {
  return {
    ...(refusal && { refusal: refusal.reason }),
    ...(refusal?.referralKind && { referralKind: refusal.referralKind }),
    ...(refusal?.referredTo && { referredTo: refusal.referredTo }),
    ...(refusal?.referral && { referral: refusal.referral }),
    ...(hold && { hold: hold.reason }),
    ...(closing && { closing: closing.words }),
    ...(withdrawal && { withdrawal: withdrawal.words }),
    ...(reopening && { reopening: reopening.words }),
  };
}

export function showReaching({ contact, history: { reaching } }: RequestView): EnquirerReachingDto {
  return {
    freshUntil: contact.freshUntil,
    ...(contact.workedAt && { workedAt: contact.workedAt.toISOString() }),
    attempts: reaching.attempts.map(({ at, ...attempt }) => ({ ...attempt, at: at.toISOString() })),
    contacts: reaching.lastWorked.map((at) => at?.toISOString() ?? ''),
    unreached: reaching.unreached,
  };
}

export function showHistory({ history, soughtPersons }: RequestView): RequestHistoryDto {
  const { transfer } = history;
  return {
    soughtPersons: soughtPersons.map(({ person, located, locatedBy, told }) => ({
      soughtId: person.id,
      located,
      ...(locatedBy && { locatedBy }),
      told,
    })),
    searchActions: history.searchActions.map(({ details, actions, ...search }) => ({
      ...search,
      ...details,
      actions: showSteps(actions),
    })),
    fieldResults: history.fieldResults.map(({ at, details, ...found }) => ({
      ...found,
      ...details,
      at: at.toISOString(),
    })),
    corrections: history.corrections.map(({ at, details, by }) => ({ by, at: at.toISOString(), ...details })),
    duplicates: history.duplicates,
    sharedWith: history.sharedWith,
    ...(transfer && { transfer: { ...transfer, at: transfer.at.toISOString() } }),
  };
}
