import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import {
  HANDING_OVER,
  MESSAGE_GIVEN,
  MESSAGE_REFUSALS,
  messageWorkflow,
  MOST_CHARACTERS,
  RETURN_REASONS,
  type HandingOver,
  type MessageInput,
  type MessageRefusal,
  type MessageState,
  type MessageView,
  type ReturnReason,
} from '#libs/messages';
import { LIMITS, RELATION_KINDS, type RelationKind } from '#libs/people';
import { Choice, Day, Flag, Nested, Pattern, Text, Uuid } from '../http/fields.js';
import { showSteps, StaffDto, StepDto } from '../http/step.dto.js';
import { PersonDto, showPerson } from '../people/person.dto.js';
import { SaidDto } from '../results/result.dto.js';

export class NewMessageDto {
  @Choice(SENSITIVITIES, 'Sensitivity', { optional: true })
  sensitivity?: Sensitivity;

  @Nested(() => PersonDto)
  writer!: PersonDto;

  @Nested(() => PersonDto)
  addressee!: PersonDto;

  @Choice(RELATION_KINDS, 'RelationKind', { description: 'what the addressee is to the writer' })
  relation!: RelationKind;

  @Text({ max: LIMITS.lengths.place, optional: true, description: 'where the addressee lives' })
  address?: string;

  @Pattern(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, 'must be a language code such as en or ar')
  language!: string;

  @Text({ max: MOST_CHARACTERS, description: 'family news, about thirty lines' })
  text!: string;

  @Choice(MESSAGE_GIVEN, 'MessageGiven', { description: 'how the writer agreed that it is passed on' })
  given!: MessageInput['given'];
}

export class CheckMessageDto {
  @Flag()
  familyNewsOnly!: boolean;

  @Flag()
  readable!: boolean;
}

export class RefuseMessageDto {
  @Choice(MESSAGE_REFUSALS, 'MessageRefusal')
  reason!: MessageRefusal;
}

export class BecomeRequestDto {
  @Uuid()
  requestId!: string;
}

export class ForwardMessageDto {
  @Text({ max: LIMITS.lengths.place, description: 'which way it goes' })
  way!: string;
}

export class DeliverMessageDto {
  @Choice(HANDING_OVER, 'HandingOver')
  mode!: HandingOver;

  @Text({ max: LIMITS.lengths.place })
  where!: string;

  @Day()
  on!: string;

  @Flag()
  replyInvited!: boolean;
}

export class ReturnMessageDto {
  @Choice(RETURN_REASONS, 'ReturnReason')
  reason!: ReturnReason;

  @Text({ max: LIMITS.lengths.text, optional: true })
  note?: string;
}

export class CloseMessageDto {
  @Text({ max: LIMITS.lengths.text, description: 'how the writer was told what became of it' })
  writerTold!: string;
}

export class MessageLineDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  reference!: string;

  @ApiProperty({ enum: messageWorkflow.states, enumName: 'MessageState' })
  state!: MessageState;

  @ApiProperty()
  writer!: string;

  @ApiProperty()
  addressee!: string;

  @ApiProperty({ format: 'date-time' })
  collectedAt!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class MessagePageDto {
  @ApiProperty({ type: () => MessageLineDto, isArray: true })
  items!: MessageLineDto[];

  @ApiPropertyOptional({ format: 'uuid' })
  nextCursor?: string;
}

export class MessageDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  reference!: string;

  @ApiProperty({ enum: messageWorkflow.states, enumName: 'MessageState' })
  state!: MessageState;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ type: () => PersonDto })
  writer!: PersonDto;

  @ApiProperty({ type: () => PersonDto })
  addressee!: PersonDto;

  @ApiProperty({ enum: RELATION_KINDS, enumName: 'RelationKind' })
  relation!: RelationKind;

  @ApiPropertyOptional()
  address?: string;

  @ApiProperty()
  language!: string;

  @ApiPropertyOptional({ description: 'erased thirty days after the delivery' })
  text?: string;

  @ApiProperty({ type: () => StaffDto })
  collectedBy!: StaffDto;

  @ApiProperty({ format: 'date-time' })
  collectedAt!: string;

  @ApiPropertyOptional({ type: () => StaffDto })
  checkedBy?: StaffDto;

  @ApiPropertyOptional({ enum: MESSAGE_REFUSALS, enumName: 'MessageRefusal' })
  refusal?: MessageRefusal;

  @ApiPropertyOptional()
  way?: string;

  @ApiPropertyOptional({ type: () => DeliverMessageDto })
  delivery?: DeliverMessageDto;

  @ApiPropertyOptional({ type: () => ReturnMessageDto })
  returned?: ReturnMessageDto;

  @ApiPropertyOptional()
  writerTold?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'the message this one answers' })
  replyTo?: string;

  @ApiProperty({ type: String, isArray: true, format: 'uuid' })
  replies!: string[];

  @ApiPropertyOptional({ format: 'uuid', description: 'the tracing request that took its place' })
  requestId?: string;

  @ApiPropertyOptional({ type: () => SaidDto, description: 'what to tell the writer' })
  toWriter?: SaidDto;

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];
}

export function showMessage({
  writer,
  addressee,
  collectedAt,
  delivery,
  deliveredOn,
  actions,
  ...view
}: MessageView): MessageDto {
  return {
    ...view,
    writer: showPerson(writer),
    addressee: showPerson(addressee),
    collectedAt: collectedAt.toISOString(),
    ...(delivery && deliveredOn && { delivery: { ...delivery, on: deliveredOn } }),
    actions: showSteps(actions),
  };
}
