import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import { BANDS, type Band } from '#libs/linkage';
import { RELATION_KINDS } from '#libs/people';
import { WORK_KINDS, WORK_RECORDS, type WorkKind, type WorkRecord } from './work-kinds.js';

export class WorkPeopleDto {
  @ApiPropertyOptional()
  enquirer?: string;

  @ApiPropertyOptional({
    enum: RELATION_KINDS,
    enumName: 'RelationKind',
    description: 'what the sought person is to the enquirer',
  })
  relation?: (typeof RELATION_KINDS)[number];

  @ApiProperty({ isArray: true, type: String })
  sought!: string[];

  @ApiPropertyOptional({ description: 'the registered person, where it is about a match' })
  registered?: string;
}

export class WorkTaskDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'integer', description: 'for If-Match, to say that it was done' })
  version!: number;
}

export class WorkItemDto {
  @ApiProperty({ enum: WORK_KINDS, enumName: 'WorkKind' })
  kind!: WorkKind;

  @ApiProperty({
    format: 'uuid',
    description: 'a tracing request or registration, or a potential match where the kind begins with match',
  })
  recordId!: string;

  @ApiPropertyOptional({
    enum: WORK_RECORDS,
    enumName: 'WorkRecord',
    description:
      'what that record is; left out where it belongs to none, such as a message that a partner did not take',
  })
  recordKind?: WorkRecord;

  @ApiProperty({ format: 'uuid', description: 'what it is about within the record, such as a search action' })
  aboutId!: string;

  @ApiProperty()
  reference!: string;

  @ApiProperty({ type: () => WorkPeopleDto })
  people!: WorkPeopleDto;

  @ApiProperty({ description: 'a code: what is needed' })
  need!: string;

  @ApiPropertyOptional({ format: 'date' })
  due?: string;

  @ApiProperty()
  late!: boolean;

  @ApiProperty({ description: "somebody else's, and overdue: it has risen to the supervisor" })
  risen!: boolean;

  @ApiProperty({ enum: SENSITIVITIES, enumName: 'Sensitivity' })
  sensitivity!: Sensitivity;

  @ApiPropertyOptional({
    type: () => WorkTaskDto,
    description: 'a task that is over when somebody says that it was done',
  })
  task?: WorkTaskDto;

  @ApiPropertyOptional({ enum: BANDS, enumName: 'Band' })
  band?: Band;
}

export class WorkDto {
  @ApiProperty({ type: () => WorkItemDto, isArray: true })
  items!: WorkItemDto[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'how much waits, by kind, shown or not',
  })
  counts!: Record<string, number>;

  @ApiProperty({ type: 'integer', description: 'how many of all these are late' })
  late!: number;
}

export class WorkQuery {
  @ApiPropertyOptional({
    enum: WORK_KINDS,
    enumName: 'WorkKind',
    description: 'to be shown only what is of this kind; the counts are of all',
  })
  @IsOptional()
  @IsIn(WORK_KINDS)
  kind?: WorkKind;
}
