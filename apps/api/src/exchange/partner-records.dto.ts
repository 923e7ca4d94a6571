import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FILE_KINDS, MEDIA_TYPES, REFUSALS, storedFileWorkflow, type FileKind, type HeldFile } from '#libs/files';
import { SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import {
  DELETION_EXCEPTIONS,
  partnerRecordWorkflow,
  RECALL_CAUSES,
  recallWorkflow,
  SHARED_FIELDS,
  type DeletionException,
  type PartnerRecordState,
  type PartnerRecordView,
  type RecallCause,
  type RecallState,
  type RecallView,
  type ReceivedRecall,
  type SharedField,
} from '#libs/partners';
import { Choice } from '../http/fields.js';
import { showSteps, StepDto } from '../http/step.dto.js';

export class KeepInSpiteDto {
  @Choice(DELETION_EXCEPTIONS, 'DeletionException')
  exception!: DeletionException;
}

/** A file that came with a record, or is still to come. */
export class PartnerFileDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: FILE_KINDS, enumName: 'FileKind' })
  kind!: FileKind;

  @ApiProperty({ enum: storedFileWorkflow.states, enumName: 'FileState' })
  state!: HeldFile['state'];

  @ApiPropertyOptional({ enum: MEDIA_TYPES, enumName: 'MediaType' })
  mediaType?: string;

  @ApiPropertyOptional({ type: 'integer' })
  bytes?: number;

  @ApiPropertyOptional({ enum: REFUSALS, enumName: 'FileRefusal', description: 'why it was not kept' })
  refusal?: string;

  @ApiProperty()
  hasPreview!: boolean;
}

export class PartnerRecordDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  dossierId!: string;

  @ApiProperty({ format: 'uuid' })
  partnerId!: string;

  @ApiProperty({ description: 'where it comes from: only the origin discloses it' })
  society!: string;

  @ApiProperty({ enum: ['enquiry', 'disclosure'] })
  carrier!: string;

  @ApiProperty({ enum: partnerRecordWorkflow.states, enumName: 'PartnerRecordState' })
  state!: PartnerRecordState;

  @ApiProperty()
  purpose!: string;

  @ApiProperty({ enum: SHARED_FIELDS, enumName: 'SharedField', isArray: true })
  fields!: SharedField[];

  @ApiProperty({ enum: SENSITIVITIES, enumName: 'Sensitivity' })
  sensitivity!: Sensitivity;

  @ApiProperty({ format: 'date-time' })
  receivedAt!: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'when the partner last set it right' })
  correctedAt?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'called back since then' })
  frozenAt?: string;

  @ApiPropertyOptional({ enum: DELETION_EXCEPTIONS, enumName: 'DeletionException' })
  exception?: DeletionException;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'as in docs/exchange/schemas' })
  person?: object;

  @ApiPropertyOptional({ type: () => PartnerFileDto, isArray: true, description: 'left out in lists' })
  files?: PartnerFileDto[];

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class PartnerRecordsDto {
  @ApiProperty({ type: () => PartnerRecordDto, isArray: true })
  items!: PartnerRecordDto[];
}

export function showRecord(view: PartnerRecordView): PartnerRecordDto {
  const { id, dossierId, partnerId, society, carrier, state, purpose, fields, sensitivity, person, version } = view;
  return {
    id,
    dossierId,
    partnerId,
    society,
    carrier,
    state,
    purpose,
    fields,
    sensitivity,
    receivedAt: view.receivedAt.toISOString(),
    expiresAt: view.expiresAt.toISOString(),
    ...(view.correctedAt && { correctedAt: view.correctedAt.toISOString() }),
    ...(view.frozenAt && { frozenAt: view.frozenAt.toISOString() }),
    ...(view.exception && { exception: view.exception }),
    ...(person && { person }),
    ...(view.files && { files: view.files.map(showFile) }),
    actions: showSteps(view.actions),
    version,
  };
}

function showFile({ id, kind, state, mediaType, bytes, refusal, hasPreview }: HeldFile): PartnerFileDto {
  return {
    ...{ id, kind, state, hasPreview },
    ...(mediaType && { mediaType }),
    ...(bytes !== null && { bytes }),
    ...(refusal && { refusal }),
  };
}

export class RecallDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  dossierId!: string;

  @ApiProperty({ format: 'uuid' })
  disclosureId!: string;

  @ApiProperty({ format: 'uuid' })
  partnerId!: string;

  @ApiProperty({ enum: RECALL_CAUSES, enumName: 'RecallCause' })
  cause!: RecallCause;

  @ApiProperty({ enum: recallWorkflow.states, enumName: 'RecallState' })
  state!: RecallState;

  @ApiProperty({ format: 'date-time' })
  orderedAt!: string;

  @ApiProperty({ format: 'date-time', description: 'by then the certificate is there' })
  dueAt!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  certifiedAt?: string;

  @ApiProperty({ enum: DELETION_EXCEPTIONS, enumName: 'DeletionException', isArray: true })
  exceptions!: DeletionException[];

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class RecallsDto {
  @ApiProperty({ type: () => RecallDto, isArray: true })
  items!: RecallDto[];
}

export function showRecall(view: RecallView): RecallDto {
  const { id, dossierId, disclosureId, partnerId, cause, state, exceptions, version } = view;
  return {
    id,
    dossierId,
    disclosureId,
    partnerId,
    cause,
    state,
    orderedAt: view.orderedAt.toISOString(),
    dueAt: view.dueAt.toISOString(),
    ...(view.certifiedAt && { certifiedAt: view.certifiedAt.toISOString() }),
    exceptions,
    actions: showSteps(view.actions),
    version,
  };
}

export class ReceivedRecallDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  partnerId!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'nothing where what it calls back never came' })
  recordId?: string;

  @ApiProperty({ enum: RECALL_CAUSES, enumName: 'RecallCause' })
  cause!: RecallCause;

  @ApiProperty({ format: 'date-time' })
  receivedAt!: string;

  @ApiProperty({ format: 'date-time' })
  dueAt!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  certifiedAt?: string;
}

export class ReceivedRecallsDto {
  @ApiProperty({ type: () => ReceivedRecallDto, isArray: true })
  items!: ReceivedRecallDto[];
}

export function showReceivedRecall(one: ReceivedRecall): ReceivedRecallDto {
  const { id, partnerId, recordId, cause, receivedAt, dueAt, certifiedAt } = one;
  return {
    id,
    partnerId,
    ...(recordId && { recordId }),
    cause,
    receivedAt: receivedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    ...(certifiedAt && { certifiedAt: certifiedAt.toISOString() }),
  };
}
