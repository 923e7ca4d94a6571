import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LIMITS } from '#libs/people';
import {
  NEEDS,
  referralWorkflow,
  type Agreement,
  type Need,
  type ReferralState,
  type ReferralView,
} from '#libs/referrals';
import { Choice, Choices, Day, Flag, Text, Texts, Uuid } from '../http/fields.js';
import { showSteps, StaffDto, StepDto } from '../http/step.dto.js';

export class ProviderInputDto {
  @Text({ max: LIMITS.lengths.name })
  name!: string;

  @Text({ max: LIMITS.lengths.place })
  place!: string;

  @Choices(NEEDS, 'Need', { least: 1 })
  needs!: Need[];

  @Text({ max: LIMITS.lengths.contact, description: 'how the service is reached, not a person there' })
  contact!: string;

  @Texts({ most: LIMITS.counts.languages, max: LIMITS.lengths.language })
  languages!: string[];

  @Text({ max: LIMITS.lengths.place, description: 'days and hours' })
  opening!: string;

  @Flag({ description: 'closed services stay in the directory and are not offered' })
  open!: boolean;
}

export class ProviderDto extends ProviderInputDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class ProvidersDto {
  @ApiProperty({ type: () => ProviderDto, isArray: true })
  items!: ProviderDto[];
}

export class ProviderQuery {
  @Choice(NEEDS, 'Need', { optional: true })
  need?: Need;
}

export class NewReferralDto {
  @Uuid()
  providerId!: string;

  @Choice(NEEDS, 'Need')
  need!: Need;

  @Text({ max: LIMITS.lengths.text })
  why!: string;
}

export class AgreementDto {
  @Flag()
  agrees!: boolean;

  @Choice(['spoken', 'signed', 'thumbprint', 'witnessed'], 'AgreementGiven')
  given!: Agreement['given'];

  @Day()
  on!: string;
}

export class SendReferralDto {
  @Text({ max: LIMITS.lengths.text, description: 'what the service is told' })
  told!: string;

  @Flag({ optional: true, description: 'the limits in the person’s own words were read, and allow this' })
  restrictionsRead?: boolean;
}

export class ReferralReasonDto {
  @Text({ max: LIMITS.lengths.text })
  reason!: string;
}

export class ReferralOutcomeDto {
  @Text({ max: LIMITS.lengths.text })
  outcome!: string;
}

export class AgreedDto {
  @ApiProperty()
  how!: string;

  @ApiProperty({ format: 'date' })
  on!: string;
}

export class ReferralDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  dossierId!: string;

  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ type: () => StaffDto })
  provider!: StaffDto;

  @ApiProperty({ enum: NEEDS, enumName: 'Need' })
  need!: Need;

  @ApiProperty({ enum: referralWorkflow.states, enumName: 'ReferralState' })
  state!: ReferralState;

  @ApiProperty()
  why!: string;

  @ApiPropertyOptional({ type: () => AgreedDto })
  agreed?: AgreedDto;

  @ApiPropertyOptional()
  told?: string;

  @ApiPropertyOptional()
  reason?: string;

  @ApiPropertyOptional()
  outcome?: string;

  @ApiProperty({ type: () => StaffDto })
  proposedBy!: StaffDto;

  @ApiProperty({ format: 'date-time' })
  proposedAt!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];
}

export class ReferralsDto {
  @ApiProperty({ type: () => ReferralDto, isArray: true })
  items!: ReferralDto[];
}

export function showReferral({ proposedAt, actions, ...view }: ReferralView): ReferralDto {
  return { ...view, proposedAt: proposedAt.toISOString(), actions: showSteps(actions) };
}
