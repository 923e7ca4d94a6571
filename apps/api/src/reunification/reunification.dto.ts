import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LIMITS } from '#libs/people';
import {
  reunificationWorkflow,
  STATEMENT_ANSWERS,
  STATEMENT_KINDS,
  type ReunificationLine,
  type ReunificationState,
  type ReunificationView,
  type StatementAnswer,
  type StatementKind,
} from '#libs/reunification';
import { Choice, Day, Nested, Text, Uuid, Uuids } from '../http/fields.js';
import { showSteps, StaffDto, StepDto } from '../http/step.dto.js';

const MOST_MEMBERS = 30;

export class ContactRestoredDto {
  @Day()
  on!: string;

  @Text({ max: LIMITS.lengths.text, description: 'how they are in touch again' })
  text!: string;
}

export class NewReunificationDto {
  @Uuids({ most: MOST_MEMBERS, description: 'the enquirer and those located, two at least' })
  personIds!: string[];

  @Nested(() => ContactRestoredDto)
  contactRestored!: ContactRestoredDto;
}

export class StatementDto {
  @Choice(STATEMENT_KINDS, 'StatementKind')
  kind!: StatementKind;

  @Uuid({ optional: true, description: 'where it is about one of the family' })
  personId?: string;

  @Choice(STATEMENT_ANSWERS, 'StatementAnswer')
  answer!: StatementAnswer;

  @Day()
  on!: string;

  @Text({ max: LIMITS.lengths.text })
  text!: string;
}

export class HandOverDto {
  @Day()
  on!: string;
}

export class FollowUpDto {
  @Day()
  on!: string;

  @Text({ max: LIMITS.lengths.text, description: 'how the family is' })
  text!: string;
}

export class StopDto {
  @Text({ max: LIMITS.lengths.text })
  reason!: string;
}

export class ReunificationLineDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  requestId!: string;

  @ApiProperty({ enum: reunificationWorkflow.states, enumName: 'ReunificationState' })
  state!: ReunificationState;

  @ApiProperty({ format: 'date-time' })
  openedAt!: string;

  @ApiPropertyOptional({ format: 'date' })
  handedOverOn?: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class ReunificationsDto {
  @ApiProperty({ type: () => ReunificationLineDto, isArray: true })
  items!: ReunificationLineDto[];
}

export class FamilyMemberDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ description: 'younger than 18 for all we know' })
  child!: boolean;
}

export class RecordedStatementDto {
  @ApiProperty()
  kind!: string;

  @ApiPropertyOptional({ format: 'uuid' })
  personId?: string;

  @ApiProperty({ enum: STATEMENT_ANSWERS, enumName: 'StatementAnswer' })
  answer!: StatementAnswer;

  @ApiProperty({ format: 'date' })
  on!: string;

  @ApiProperty()
  text!: string;

  @ApiProperty({ type: () => StaffDto })
  by!: StaffDto;

  @ApiProperty({ format: 'date-time' })
  recordedAt!: string;
}

export class PlannedFollowUpDto {
  @ApiProperty({ type: 'integer', description: 'months after the handover' })
  months!: number;

  @ApiProperty({ format: 'date' })
  due!: string;

  @ApiProperty()
  done!: boolean;
}

export class ReunificationDto extends ReunificationLineDto {
  @ApiProperty({ type: () => FamilyMemberDto, isArray: true })
  members!: FamilyMemberDto[];

  @ApiProperty({ type: () => RecordedStatementDto, isArray: true })
  statements!: RecordedStatementDto[];

  @ApiProperty({ type: () => PlannedFollowUpDto, isArray: true })
  followUps!: PlannedFollowUpDto[];

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];
}

export function showLine({ openedAt, handedOverOn, ...line }: ReunificationLine): ReunificationLineDto {
  return { ...line, openedAt: openedAt.toISOString(), ...(handedOverOn && { handedOverOn }) };
}

export function showReunification(view: ReunificationView): ReunificationDto {
  const { members, statements, followUps, actions, ...line } = view;
  return {
    ...showLine(line),
    members,
    statements: statements.map(({ personId, recordedAt, ...statement }) => ({
      ...statement,
      ...(personId && { personId }),
      recordedAt: recordedAt.toISOString(),
    })),
    followUps,
    actions: showSteps(actions),
  };
}
