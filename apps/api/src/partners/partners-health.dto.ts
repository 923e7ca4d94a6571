import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  CONCERNS,
  EXCHANGE_PURPOSES,
  KEY_USES,
  partnerWorkflow,
  REFUSAL_REASONS,
  STOP_REASONS,
  type Concern,
  type ExchangeHealth,
  type KeyUse,
  type PartnerHealth,
  type PartnerState,
  type RefusalReason,
  type StopReason,
} from '#libs/partners';

export class RefusalCountDto {
  @ApiProperty({ enum: REFUSAL_REASONS, enumName: 'ExchangeRefusalReason' })
  reason!: RefusalReason;

  @ApiProperty({ type: 'integer' })
  count!: number;
}

export class KeyEndingDto {
  @ApiProperty({ enum: KEY_USES, enumName: 'KeyUse' })
  use!: KeyUse;

  @ApiProperty({ format: 'date-time' })
  until!: string;

  @ApiProperty({ description: 'another one of the same use is pinned that stays' })
  replaced!: boolean;
}

export class UsedTodayDto {
  @ApiProperty({ enum: EXCHANGE_PURPOSES, enumName: 'ExchangePurpose' })
  purpose!: string;

  @ApiProperty({ type: 'integer' })
  taken!: number;
}

/** How the exchange with one partner does. Figures and codes; nothing of anybody. */
export class PartnerHealthDto {
  @ApiProperty({ format: 'uuid' })
  partnerId!: string;

  @ApiProperty()
  society!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: partnerWorkflow.states, enumName: 'PartnerState' })
  state!: PartnerState;

  @ApiProperty({ type: 'integer', description: 'of the partner, for If-Match' })
  partnerVersion!: number;

  @ApiProperty({ enum: CONCERNS, enumName: 'PartnerConcern', isArray: true, description: 'the worst first' })
  concerns!: Concern[];

  @ApiPropertyOptional({ format: 'date-time', description: 'the last receipt it gave us' })
  lastDeliveredAt?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'the last receipt we gave it' })
  lastReceivedAt?: string;

  @ApiProperty({ type: 'integer', description: 'messages on their way to it' })
  waiting!: number;

  @ApiPropertyOptional({ format: 'date-time' })
  oldestWaitingAt?: string;

  @ApiProperty({ type: 'integer', description: 'messages that were given up and wait for a person' })
  dead!: number;

  @ApiProperty({ type: 'integer', description: 'messages of theirs that were not acted upon yet' })
  unread!: number;

  @ApiPropertyOptional({ format: 'date-time' })
  oldestUnreadAt?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'the time its last capability document tells' })
  documentOf?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'when its capability document is read next' })
  documentDueAt?: string;

  @ApiProperty({ type: () => KeyEndingDto, isArray: true, description: 'within thirty days' })
  keysEnding!: KeyEndingDto[];

  @ApiProperty({ type: () => RefusalCountDto, isArray: true, description: 'of the last day' })
  refusals!: RefusalCountDto[];

  @ApiPropertyOptional({ format: 'date-time' })
  enquiriesStoppedAt?: string;

  @ApiPropertyOptional({ enum: STOP_REASONS, enumName: 'StopReason' })
  enquiriesStoppedBecause?: StopReason;

  @ApiPropertyOptional({ type: 'integer', description: 'for those who see what was called back' })
  overdueCertificates?: number;

  @ApiProperty({ type: 'integer', description: 'messages a day for one purpose' })
  dailyQuota!: number;

  @ApiProperty({ type: () => UsedTodayDto, isArray: true })
  usedToday!: UsedTodayDto[];
}

export class ExchangeHealthDto {
  @ApiProperty({ type: () => PartnerHealthDto, isArray: true })
  items!: PartnerHealthDto[];

  @ApiProperty({ type: () => RefusalCountDto, isArray: true, description: 'of the last day, with nobody’s signature' })
  strangers!: RefusalCountDto[];
}

export function showHealth({ partners, strangers }: ExchangeHealth): ExchangeHealthDto {
  return { items: partners.map(showPartnerHealth), strangers };
}

function showPartnerHealth(health: PartnerHealth): PartnerHealthDto {
  const { partnerId, society, name, state, version: partnerVersion, concerns, waiting, dead, unread } = health;
  const { refusals, dailyQuota, usedToday, enquiriesStoppedBecause, overdueCertificates } = health;
  const { lastDeliveredAt, lastReceivedAt, oldestWaitingAt, oldestUnreadAt } = health;
  const { documentOf, documentDueAt, enquiriesStoppedAt } = health;
  const times = { lastDeliveredAt, lastReceivedAt, oldestWaitingAt, oldestUnreadAt };
  return {
    ...{ partnerId, society, name, state, partnerVersion, concerns, waiting, dead, unread },
    ...{ refusals, dailyQuota, usedToday },
    ...told({ ...times, documentOf, documentDueAt, enquiriesStoppedAt }),
    ...(enquiriesStoppedBecause && { enquiriesStoppedBecause }),
    ...(overdueCertificates !== null && { overdueCertificates }),
    keysEnding: health.keysEnding.map(({ until, ...key }) => ({ ...key, until: until.toISOString() })),
  };
}

/** What is not known is left out. */
function told<Name extends string>(times: Record<Name, Date | null>): Partial<Record<Name, string>> {
  const known = Object.entries<Date | null>(times).filter((entry): entry is [string, Date] => entry[1] !== null);
  return Object.fromEntries(known.map(([name, at]) => [name, at.toISOString()])) as Partial<Record<Name, string>>;
}
