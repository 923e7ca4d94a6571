import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { FileId } from '#libs/files';
import { SENSITIVITIES, type DossierId, type PersonId, type Sensitivity } from '#libs/kernel';
import {
  DISCLOSED_FIELDS,
  disclosureWorkflow,
  ENQUIRY_FIELDS,
  enquiryWorkflow,
  RECALL_CAUSES,
  SHARED_FIELDS,
  SHARED_FILE_KINDS,
  SHARED_MEDIA_TYPES,
  type DisclosedField,
  type DisclosureInput,
  type DisclosureState,
  type DisclosureView,
  type EnquiryContent,
  type EnquiryField,
  type EnquiryInput,
  type EnquiryState,
  type EnquiryView,
  type PartnerId,
  type RecallCause,
  type SharedField,
  type SharedFileKind,
  type SharedMediaType,
} from '#libs/partners';
import { Choice, Choices, Day, Flag, Uuid, Uuids } from '../http/fields.js';
import { showSteps, StepDto } from '../http/step.dto.js';

export class EnquiryContentDto {
  @Choices(ENQUIRY_FIELDS, 'EnquiryField', {
    least: 1,
    description: 'the fewest that will do; `relatives` names the enquirer too',
  })
  fields!: EnquiryField[];

  @Day({ optional: true, description: 'until then the partner may keep it; three months where left out' })
  expiresOn?: string;

  @Flag({
    optional: true,
    description: 'the restrictions in the person’s own words were read, and none stands against it',
  })
  restrictionsRead?: boolean;
}

export class NewEnquiryDto extends EnquiryContentDto {
  @Uuid()
  soughtId!: string;

  @Uuid()
  partnerId!: string;
}

export function contentOf({ fields, expiresOn, restrictionsRead }: EnquiryContentDto): EnquiryContent {
  return { fields, ...(expiresOn && { expiresOn }), ...(restrictionsRead && { restrictionsRead }) };
}

export function enquiryOf(input: NewEnquiryDto): EnquiryInput {
  const { soughtId, partnerId } = input;
  return { ...contentOf(input), soughtId: soughtId as PersonId, partnerId: partnerId as PartnerId };
}

export class NewDisclosureDto {
  @Uuid()
  personId!: string;

  @Uuid()
  partnerId!: string;

  @Choices(DISCLOSED_FIELDS, 'DisclosedField', { least: 1, description: 'what is sent, and nothing else' })
  fields!: DisclosedField[];

  @Uuids({ optional: true, most: 10, description: 'the files that go along, where `files` is among the fields' })
  files?: string[];

  @Uuid({ optional: true, description: 'the enquiry of the partner that it answers' })
  theirEnquiry?: string;

  @Day({ optional: true, description: 'until then the partner may keep it; three months where left out' })
  expiresOn?: string;

  @Flag({
    optional: true,
    description: 'the restrictions in the person’s own words were read, and none stands against it',
  })
  restrictionsRead?: boolean;
}

export function disclosureOf({ personId, partnerId, theirEnquiry, files, ...rest }: NewDisclosureDto): DisclosureInput {
  return {
    ...rest,
    personId: personId as PersonId,
    partnerId: partnerId as PartnerId,
    ...(theirEnquiry && { theirEnquiry: theirEnquiry as DossierId }),
    ...(files && { files: files as FileId[] }),
  };
}

export class CorrectDisclosureDto {
  @Flag({
    optional: true,
    description: 'the restrictions in the person’s own words were read, and none stands against it',
  })
  restrictionsRead?: boolean;
}

export class RecallCauseDto {
  @Choice(RECALL_CAUSES, 'RecallCause')
  cause!: RecallCause;
}

export class EnquiryDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  requestId!: string;

  @ApiProperty({ format: 'uuid' })
  soughtId!: string;

  @ApiProperty({ format: 'uuid' })
  partnerId!: string;

  @ApiProperty({ description: 'code of the partner' })
  society!: string;

  @ApiProperty({ enum: enquiryWorkflow.states, enumName: 'EnquiryState' })
  state!: EnquiryState;

  @ApiProperty({
    enum: SHARED_FIELDS,
    enumName: 'SharedField',
    isArray: true,
    description: 'what the partner needs to know',
  })
  wanted!: SharedField[];

  @ApiProperty({ format: 'date-time' })
  preparedAt!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  askedAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  answeredAt?: string;

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class EnquiriesDto {
  @ApiProperty({ type: () => EnquiryDto, isArray: true })
  items!: EnquiryDto[];
}

export function showEnquiry(view: EnquiryView): EnquiryDto {
  const { id, dossierId, soughtId, partnerId, society, state, wanted, version } = view;
  return {
    id,
    requestId: dossierId,
    soughtId,
    partnerId,
    society,
    state,
    wanted,
    preparedAt: view.preparedAt.toISOString(),
    ...(view.askedAt && { askedAt: view.askedAt.toISOString() }),
    ...(view.answeredAt && { answeredAt: view.answeredAt.toISOString() }),
    actions: showSteps(view.actions),
    version,
  };
}

/** A file that goes along: of which kind, and how large. It is opened where the case's files are. */
export class DisclosureFileDto {
  @ApiProperty({ format: 'uuid' })
  fileId!: string;

  @ApiProperty({ enum: SHARED_FILE_KINDS, enumName: 'SharedFileKind' })
  kind!: SharedFileKind;

  @ApiProperty({ enum: SHARED_MEDIA_TYPES, enumName: 'SharedMediaType' })
  mediaType!: SharedMediaType;

  @ApiProperty({ type: 'integer' })
  bytes!: number;

  @ApiPropertyOptional({ format: 'date-time', description: 'when the partner had all of it' })
  arrivedAt?: string;
}

export class DisclosureDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  dossierId!: string;

  @ApiProperty({ format: 'uuid', isArray: true, description: 'everybody in it, the one it is about first' })
  persons!: string[];

  @ApiProperty({ format: 'uuid' })
  partnerId!: string;

  @ApiProperty({ enum: ['enquiry', 'disclosure', 'correction'] })
  carrier!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'the disclosure of which it sets something right' })
  corrects?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  enquiryId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  theirEnquiry?: string;

  @ApiProperty({ enum: disclosureWorkflow.states, enumName: 'DisclosureState' })
  state!: DisclosureState;

  @ApiProperty()
  purpose!: string;

  @ApiProperty({ enum: SHARED_FIELDS, enumName: 'SharedField', isArray: true })
  fields!: SharedField[];

  @ApiProperty({ type: () => DisclosureFileDto, isArray: true })
  files!: DisclosureFileDto[];

  @ApiProperty({ enum: SENSITIVITIES, enumName: 'Sensitivity' })
  sensitivity!: Sensitivity;

  @ApiProperty({ format: 'date-time', description: 'from then on the partner has it no more' })
  expiresAt!: string;

  @ApiProperty({ format: 'uuid' })
  preparedBy!: string;

  @ApiPropertyOptional({ format: 'uuid' })
  approvedBy?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  messageId?: string;

  @ApiProperty({ format: 'date-time' })
  preparedAt!: string;

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class DisclosuresDto {
  @ApiProperty({ type: () => DisclosureDto, isArray: true })
  items!: DisclosureDto[];
}

export function showDisclosure(view: DisclosureView): DisclosureDto {
  const { id, dossierId, persons, partnerId, carrier, state, purpose, fields, sensitivity, preparedBy, version } = view;
  return {
    id,
    dossierId,
    persons,
    partnerId,
    carrier,
    ...(view.enquiryId && { enquiryId: view.enquiryId }),
    ...(view.theirEnquiry && { theirEnquiry: view.theirEnquiry }),
    ...(view.corrects && { corrects: view.corrects }),
    state,
    purpose,
    fields,
    files: view.files.map(({ fileId, kind, mediaType, bytes, arrivedAt }) => ({
      ...{ fileId, kind, mediaType, bytes },
      ...(arrivedAt && { arrivedAt: arrivedAt.toISOString() }),
    })),
    sensitivity,
    expiresAt: view.expiresAt.toISOString(),
    preparedBy,
    ...(view.approvedBy && { approvedBy: view.approvedBy }),
    ...(view.messageId && { messageId: view.messageId }),
    preparedAt: view.preparedAt.toISOString(),
    actions: showSteps(view.actions),
    version,
  };
}
