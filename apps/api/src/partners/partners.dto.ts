import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { InvalidInput, SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import {
  DISTRUST_REASONS,
  EXCHANGE_PURPOSES,
  KEY_USES,
  partnersOrigin,
  partnerWorkflow,
  STOP_REASONS,
  thumbprint,
  type DistrustReason,
  type ExchangePurpose,
  type KeyUse,
  type PartnerInput,
  type PartnerState,
  type PartnerView,
  type PublicKey,
  type StopReason,
} from '#libs/partners';
import { Choice, Choices, ListOf, Pattern, Text, Texts, Whole } from '../http/fields.js';
import { showSteps, StepDto } from '../http/step.dto.js';

/** Until the year 9999, in seconds since 1970. */
const LATEST = 253_402_300_799;
const MOST_KEYS = 20;

export class PartnerKeyDto {
  @Choice(KEY_USES, 'KeyUse')
  use!: KeyUse;

  @Pattern(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'must be a public key of 32 bytes in base64url', {
    description: 'the public key (RFC 8037): Ed25519 to sign, X25519 to seal',
  })
  x!: string;

  @Whole({ least: 1, most: LATEST, description: 'seconds since 1970' })
  from!: number;

  @Whole({ least: 1, most: LATEST, description: 'seconds since 1970; not valid from then on' })
  until!: number;
}

export class NewPartnerDto {
  @Pattern(/^[A-Z][A-Z0-9-]{1,15}$/, 'must be the code of a Society such as KEN')
  society!: string;

  @Text({ max: 200 })
  name!: string;

  @Pattern(/^[A-Z]{2}$/, 'must be a country as two capital letters')
  country!: string;

  @Pattern(/^https?:\/\/[\x21-\x7e]{1,290}$/, 'must be an address such as https://relink.partner.example', {
    description: 'https, a name, and nothing after it',
  })
  baseUrl!: string;

  @Choices(EXCHANGE_PURPOSES, 'ExchangePurpose', { least: 1 })
  agreedPurposes!: ExchangePurpose[];

  @Choice(SENSITIVITIES, 'Sensitivity', { description: 'nothing more sensitive goes either way' })
  highest!: Sensitivity;

  @Whole({ least: 1, most: 100_000, description: 'messages a day that it may send us for one purpose' })
  dailyQuota!: number;

  @Text({ max: 300, description: 'an office, not a person' })
  stewardContact!: string;

  @ListOf(() => PartnerKeyDto, { least: 2, most: MOST_KEYS })
  keys!: PartnerKeyDto[];
}

/** @throws InvalidInput where a partner is never at such an address */
export function partnerOf({ keys: _, agreedPurposes, ...input }: NewPartnerDto, demo: boolean): PartnerInput {
  const baseUrl = partnersOrigin(input.baseUrl, { demo });
  if (baseUrl === undefined)
    throw new InvalidInput([
      {
        path: 'baseUrl',
        code: 'partners.address',
        message: 'Write the address as https://name.example: no number, no user, nothing after it.',
      },
    ]);
  return { ...input, purposes: [...new Set(agreedPurposes)], baseUrl };
}

export function keysOf({ keys }: NewPartnerDto): PublicKey[] {
  return keys.map(({ use, x, from, until }) => {
    const crv = use === 'sign' ? 'Ed25519' : 'X25519';
    return { kty: 'OKP', crv, x, kid: thumbprint({ kty: 'OKP', crv, x }), use, from, until };
  });
}

export class ComparisonDto {
  @Texts({ most: MOST_KEYS, max: 60, description: 'as the other side read them out: six groups of five letters each' })
  fingerprints!: string[];
}

export class DistrustDto {
  @Choice(DISTRUST_REASONS, 'DistrustReason')
  reason!: DistrustReason;
}

export class PinnedKeyDto {
  @ApiProperty({ description: 'thumbprint (RFC 7638)' })
  kid!: string;

  @ApiProperty({ enum: KEY_USES, enumName: 'KeyUse' })
  use!: KeyUse;

  @ApiProperty({ format: 'date-time' })
  from!: string;

  @ApiProperty({ format: 'date-time' })
  until!: string;

  @ApiProperty()
  valid!: boolean;

  @ApiProperty({ description: 'what is compared by voice: six groups of five letters' })
  fingerprint!: string;
}

export class PartnerDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  society!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  country!: string;

  @ApiProperty()
  baseUrl!: string;

  @ApiProperty({ enum: partnerWorkflow.states, enumName: 'PartnerState' })
  state!: PartnerState;

  @ApiProperty({ enum: EXCHANGE_PURPOSES, enumName: 'ExchangePurpose', isArray: true })
  purposes!: ExchangePurpose[];

  @ApiProperty({ enum: SENSITIVITIES, enumName: 'Sensitivity' })
  highest!: Sensitivity;

  @ApiProperty({ type: 'integer' })
  dailyQuota!: number;

  @ApiProperty()
  stewardContact!: string;

  @ApiProperty({ format: 'uuid' })
  proposedBy!: string;

  @ApiPropertyOptional({ format: 'uuid' })
  approvedBy?: string;

  @ApiProperty({ format: 'date-time' })
  stateSince!: string;

  @ApiPropertyOptional({ enum: DISTRUST_REASONS, enumName: 'DistrustReason' })
  reason?: DistrustReason;

  @ApiPropertyOptional({ format: 'date-time', description: 'since when its enquiries wait for a person to look' })
  enquiriesStoppedAt?: string;

  @ApiPropertyOptional({ enum: STOP_REASONS, enumName: 'StopReason' })
  enquiriesStoppedBecause?: StopReason;

  @ApiProperty({ type: () => PinnedKeyDto, isArray: true })
  keys!: PinnedKeyDto[];

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class PartnersDto {
  @ApiProperty({ type: () => PartnerDto, isArray: true })
  items!: PartnerDto[];
}

export function showPartner(partner: PartnerView): PartnerDto {
  const { id, society, name, country, baseUrl, state, purposes, highest, dailyQuota, stewardContact } = partner;
  const { proposedBy, approvedBy, reason, enquiriesStoppedAt, enquiriesStoppedBecause, version } = partner;
  return {
    ...{ id, society, name, country, baseUrl, state, purposes, highest, dailyQuota, stewardContact, proposedBy },
    ...(approvedBy && { approvedBy }),
    ...(reason && { reason }),
    stateSince: partner.stateSince.toISOString(),
    ...(enquiriesStoppedAt && { enquiriesStoppedAt: enquiriesStoppedAt.toISOString() }),
    ...(enquiriesStoppedBecause && { enquiriesStoppedBecause }),
    keys: partner.keys.map(({ kid, use, from, until, valid, fingerprint }) => ({
      kid,
      use,
      from: new Date(from * 1_000).toISOString(),
      until: new Date(until * 1_000).toISOString(),
      valid,
      fingerprint,
    })),
    actions: showSteps(partner.actions),
    version,
  };
}
