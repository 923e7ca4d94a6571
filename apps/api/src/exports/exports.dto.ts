import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  EXPORT_PURPOSES,
  EXPORTED,
  exportWorkflow,
  type Exported,
  type ExportInput,
  type ExportPurpose,
  type ExportState,
  type ExportView,
} from '#libs/exports';
import type { BranchId } from '#libs/kernel';
import { LIMITS } from '#libs/people';
import { Choice, Day, Pattern, Text, Uuid } from '../http/fields.js';
import { ReceiptDto } from '../http/receipt.js';
import { showSteps, StaffDto, StepDto } from '../http/step.dto.js';

const { text } = LIMITS.lengths;
const RECIPIENT = /^(partner|icrc|authority)(:[A-Za-z0-9][A-Za-z0-9.-]{0,59})?$/;
const KEY = /^[A-Za-z0-9_-]{43}$/;

export class NewExportDto {
  @Choice(EXPORTED, 'Exported')
  what!: Exported;

  @Choice(EXPORT_PURPOSES, 'ExportPurpose')
  purpose!: ExportPurpose;

  @Pattern(RECIPIENT, 'must be a receiver such as partner:KEN, icrc or authority:police', {
    optional: true,
    description: 'left out, the list is for our own use',
  })
  recipient?: string;

  @Uuid({ optional: true, description: 'the branch whose records they are; left out, your own' })
  ofBranch?: string;

  @Day({ optional: true, description: 'records opened on this day or later' })
  openedFrom?: string;

  @Day({ optional: true, description: 'records opened on this day or earlier' })
  openedTo?: string;

  @Text({ max: text })
  reason!: string;

  @Text({ max: text, optional: true, description: 'for an authority: what could happen, and why it is right' })
  harm?: string;
}

export function exportOf({ ofBranch, ...input }: NewExportDto): ExportInput {
  return { ...input, ...(ofBranch && { branchId: ofBranch as BranchId }) };
}

export class RefuseExportDto {
  @Text({ max: text })
  reason!: string;
}

export class ExportKeyDto {
  @Pattern(KEY, 'must be the key as it was shown')
  key!: string;
}

export class ShownKeyDto extends ReceiptDto {
  @ApiProperty({ description: 'shown this once; keep it apart from the file' })
  key!: string;

  @ApiProperty({ format: 'date-time' })
  validUntil!: string;
}

export class ExportWordsDto {
  @ApiProperty()
  reason!: string;

  @ApiPropertyOptional()
  harm?: string;

  @ApiPropertyOptional()
  refusal?: string;
}

export class ExportBranchDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;
}

export class ExportDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: exportWorkflow.states, enumName: 'ExportState' })
  state!: ExportState;

  @ApiProperty({ enum: EXPORTED, enumName: 'Exported' })
  what!: Exported;

  @ApiProperty({ enum: EXPORT_PURPOSES, enumName: 'ExportPurpose' })
  purpose!: ExportPurpose;

  @ApiPropertyOptional()
  recipient?: string;

  @ApiProperty({ type: () => ExportBranchDto, description: 'whose records they are' })
  branch!: ExportBranchDto;

  @ApiPropertyOptional({ format: 'date' })
  openedFrom?: string;

  @ApiProperty({ format: 'date' })
  openedTo!: string;

  @ApiProperty({ type: () => StaffDto })
  askedBy!: StaffDto;

  @ApiProperty({ format: 'date-time' })
  askedAt!: string;

  @ApiPropertyOptional({ type: () => StaffDto })
  firstApprover?: StaffDto;

  @ApiPropertyOptional({ type: () => StaffDto })
  secondApprover?: StaffDto;

  @ApiPropertyOptional({ type: () => StaffDto })
  refusedBy?: StaffDto;

  @ApiPropertyOptional({ format: 'date-time' })
  refusedAt?: string;

  @ApiPropertyOptional({ type: 'integer', description: 'persons in the file' })
  rows?: number;

  @ApiPropertyOptional({ type: 'integer', description: 'persons who may not be in it' })
  leftOut?: number;

  @ApiProperty({ format: 'date-time', description: 'until when the next step can be taken' })
  expiresAt!: string;

  @ApiProperty({ type: 'integer' })
  downloads!: number;

  @ApiProperty({ type: () => ExportWordsDto })
  words!: ExportWordsDto;

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class ExportsDto {
  @ApiProperty({ type: () => ExportDto, isArray: true })
  items!: ExportDto[];
}

export function showExport(view: ExportView): ExportDto {
  const { recipient, openedFrom, rows, leftOut, askedAt, refusedAt, expiresAt, ...rest } = view;
  return {
    ...rest,
    askedAt: askedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(refusedAt && { refusedAt: refusedAt.toISOString() }),
    ...(recipient && { recipient }),
    ...(openedFrom && { openedFrom }),
    ...(rows !== null && { rows }),
    ...(leftOut !== null && { leftOut }),
    actions: showSteps(rest.actions),
  };
}
