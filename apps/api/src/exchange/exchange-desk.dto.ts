import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  DESK_ACTIONS,
  EXCHANGE_PURPOSES,
  INCOMING_STATES,
  MESSAGES,
  OUTGOING_STATES,
  DECISIONS,
  type DeskAction,
  type ExchangePurpose,
  type IncomingLine,
  type IncomingState,
  type MessageName,
  type OutgoingLine,
  type OutgoingState,
  type ReceiptLine,
  type ToldKey,
} from '#libs/partners';

import { PinnedKeyDto } from '../partners/partners.dto.js';

const MESSAGE_NAMES = Object.keys(MESSAGES);

export class ExchangeReceiptDto {
  @ApiProperty({ enum: ['machine', 'person'], enumName: 'ReceiptStage' })
  stage!: ReceiptLine['stage'];

  @ApiProperty({ enum: DECISIONS, enumName: 'ReceiptDecision' })
  decision!: ReceiptLine['decision'];

  @ApiProperty({ type: 'integer', description: 'the entry in the audit log of whoever gave the receipt' })
  audit!: number;

  @ApiProperty({ format: 'date-time' })
  at!: string;
}

/** What both directions show of a message. */
class ExchangeMessageDto {
  @ApiProperty({ format: 'uuid', description: 'its name on both sides' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  partnerId!: string;

  @ApiProperty({ description: 'the code of the partner' })
  society!: string;

  @ApiProperty({ enum: MESSAGE_NAMES, enumName: 'ExchangeMessageName' })
  name!: MessageName;

  @ApiProperty({ description: 'the case as both Societies name it between them: random, and no case of ours' })
  handle!: string;

  @ApiPropertyOptional({ type: 'integer', description: 'its number within that case' })
  seq?: number;

  @ApiProperty({ type: 'integer' })
  attempts!: number;

  @ApiProperty({ type: () => ExchangeReceiptDto, isArray: true })
  receipts!: ExchangeReceiptDto[];

  @ApiPropertyOptional({ format: 'date-time', description: 'when it is its turn next' })
  dueAt?: string;
}

export class OutgoingMessageDto extends ExchangeMessageDto {
  @ApiProperty({ enum: OUTGOING_STATES, enumName: 'OutgoingState' })
  state!: OutgoingState;

  @ApiProperty({ format: 'date-time' })
  queuedAt!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  lastTriedAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  deliveredAt?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'until then the partner takes these bytes' })
  expiresAt?: string;

  @ApiPropertyOptional({ description: 'a code: why the last attempt came to nothing, or why it ended' })
  failure?: string;

  @ApiProperty({ enum: Object.keys(DESK_ACTIONS), enumName: 'DeskAction', isArray: true })
  actions!: DeskAction[];
}

export class IncomingMessageDto extends ExchangeMessageDto {
  @ApiProperty({ enum: INCOMING_STATES, enumName: 'IncomingState' })
  state!: IncomingState;

  @ApiProperty({ enum: EXCHANGE_PURPOSES, enumName: 'ExchangePurpose' })
  purpose!: ExchangePurpose;

  @ApiProperty({ format: 'date-time' })
  receivedAt!: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'when it was acted upon, or put aside' })
  takenAt?: string;
}

export class OutgoingPageDto {
  @ApiProperty({ type: () => OutgoingMessageDto, isArray: true })
  items!: OutgoingMessageDto[];

  @ApiPropertyOptional({ format: 'uuid' })
  nextCursor?: string;
}

export class IncomingPageDto {
  @ApiProperty({ type: () => IncomingMessageDto, isArray: true })
  items!: IncomingMessageDto[];

  @ApiPropertyOptional({ format: 'uuid' })
  nextCursor?: string;
}

/** As a partner's, with the public key itself, which is ours to give out. */
export class OwnKeyDto extends PinnedKeyDto {
  @ApiProperty({ description: 'the public key (RFC 8037)' })
  x!: string;
}

export class OwnKeysDto {
  @ApiProperty({ description: 'our own code' })
  society!: string;

  @ApiProperty({ description: 'where partners reach us' })
  address!: string;

  @ApiProperty({ type: () => OwnKeyDto, isArray: true })
  keys!: OwnKeyDto[];
}

export function showOutgoing(line: OutgoingLine): OutgoingMessageDto {
  const { state, queuedAt, lastTriedAt, endedAt, expiresAt, failure, actions } = line;
  return {
    ...shownOf(line),
    state,
    queuedAt: queuedAt.toISOString(),
    ...(lastTriedAt && { lastTriedAt: lastTriedAt.toISOString() }),
    ...(state === 'delivered' && endedAt && { deliveredAt: endedAt.toISOString() }),
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
    ...(failure && { failure }),
    actions,
  };
}

export function showIncoming(line: IncomingLine): IncomingMessageDto {
  const { state, purpose, receivedAt, takenAt } = line;
  return {
    ...shownOf(line),
    state,
    purpose,
    receivedAt: receivedAt.toISOString(),
    ...(takenAt && { takenAt: takenAt.toISOString() }),
  };
}

function shownOf(line: OutgoingLine | IncomingLine): ExchangeMessageDto {
  const { id, partnerId, society, name, handle, seq, attempts, receipts, dueAt } = line;
  return {
    ...{ id, partnerId, society, name, handle, attempts },
    ...(seq !== null && { seq }),
    ...(dueAt && { dueAt: dueAt.toISOString() }),
    receipts: receipts.map(({ at, ...receipt }) => ({ ...receipt, at: at.toISOString() })),
  };
}

export function showOwnKey({ from, until, ...key }: ToldKey): OwnKeyDto {
  return { ...key, from: new Date(from * 1_000).toISOString(), until: new Date(until * 1_000).toISOString() };
}
