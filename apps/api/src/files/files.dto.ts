import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  FILE_KINDS,
  MEDIA_TYPES,
  REFUSALS,
  storedFileWorkflow,
  type FileKind,
  type FileLine,
  type FileList,
  type NewFile,
} from '#libs/files';
import { LIMITS } from '#libs/people';
import type { PersonId } from '#libs/kernel';
import { Choice, Text, Uuid } from '../http/fields.js';
import { showSteps, StepDto } from '../http/step.dto.js';

export class NewFileDto {
  @Choice(FILE_KINDS, 'FileKind')
  kind!: FileKind;

  @Text({ max: 200, description: 'as it was called where it came from' })
  name!: string;

  @Uuid({ optional: true, description: 'the person it is of; left out, it belongs to the case' })
  personId?: string;
}

export function newFileOf({ kind, name, personId }: NewFileDto): NewFile {
  return { kind, name, ...(personId && { personId: personId as PersonId }) };
}

export class RemoveFileDto {
  @Text({ max: LIMITS.lengths.text })
  reason!: string;
}

export class FileDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiPropertyOptional({ format: 'uuid' })
  personId?: string;

  @ApiProperty({ enum: FILE_KINDS, enumName: 'FileKind' })
  kind!: FileKind;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: storedFileWorkflow.states, enumName: 'FileState' })
  state!: FileLine['state'];

  @ApiPropertyOptional({ enum: MEDIA_TYPES, enumName: 'MediaType' })
  mediaType?: string;

  @ApiPropertyOptional({ type: 'integer' })
  bytes?: number;

  @ApiPropertyOptional({ type: 'integer', description: 'of a PDF' })
  pages?: number;

  @ApiPropertyOptional({ enum: REFUSALS, enumName: 'FileRefusal', description: 'why it was not kept' })
  refusal?: string;

  @ApiProperty()
  hasPreview!: boolean;

  @ApiPropertyOptional({ description: 'why it was removed' })
  removal?: string;

  @ApiProperty({ format: 'date-time' })
  addedAt!: string;

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class FileListDto {
  @ApiProperty({ type: () => FileDto, isArray: true })
  items!: FileDto[];

  @ApiProperty({ type: 'integer', description: 'of the largest file that is taken' })
  largestBytes!: number;

  @ApiProperty({ type: () => StepDto, isArray: true, description: 'whether the reader can add one' })
  actions!: StepDto[];
}

/** @param largestBytes of the largest file that is taken */
export function showFiles({ files, actions }: FileList, largestBytes: number): FileListDto {
  return { items: files.map(showFile), largestBytes, actions: showSteps(actions) };
}

function showFile(line: FileLine): FileDto {
  const { id, kind, name, state, hasPreview, version } = line;
  return {
    id,
    kind,
    name,
    state,
    hasPreview,
    version,
    addedAt: line.addedAt.toISOString(),
    actions: showSteps(line.actions),
    ...(line.personId && { personId: line.personId }),
    ...(line.mediaType && { mediaType: line.mediaType }),
    ...(line.bytes !== null && { bytes: line.bytes }),
    ...(line.pages !== null && { pages: line.pages }),
    ...(line.refusal && { refusal: line.refusal }),
    ...(line.removal && { removal: line.removal }),
  };
}
