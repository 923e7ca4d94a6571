import { ApiProperty } from '@nestjs/swagger';
import type { Step } from '#libs/workflow';

export class ReasonDto {
  @ApiProperty()
  code!: string;

  @ApiProperty({ description: 'what to do next' })
  message!: string;
}

/** A step of the workflow table, as a button. */
export class StepDto {
  @ApiProperty()
  action!: string;

  @ApiProperty()
  allowed!: boolean;

  @ApiProperty({ type: () => ReasonDto, isArray: true, description: 'why not, where it is not allowed' })
  reasons!: ReasonDto[];
}

export function showSteps(steps: readonly Step<string>[]): StepDto[] {
  return steps.map(({ action, allowed, reasons }) => ({
    action,
    allowed,
    reasons: reasons.map(({ code, message }) => ({ code, message })),
  }));
}

export class StaffDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;
}

export class NextActionDto {
  @ApiProperty()
  code!: string;

  @ApiProperty({ format: 'date' })
  due!: string;
}
