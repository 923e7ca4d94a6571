import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class ViolationDto {
  @ApiProperty({ description: 'where in the input, such as soughtPersons.0.person.names' })
  path!: string;

  @ApiProperty()
  code!: string;

  @ApiProperty({ description: 'what to change' })
  message!: string;
}

/** Problem Details (RFC 9457). */
export class ProblemDto {
  @ApiProperty({ description: 'always about:blank; `code` is what to rely on' })
  type!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ type: 'integer' })
  status!: number;

  @ApiProperty({ description: 'stable, such as record.not-found' })
  code!: string;

  @ApiProperty({ description: 'what to do next; never personal data' })
  detail!: string;

  @ApiPropertyOptional({ type: () => ViolationDto, isArray: true })
  violations?: ViolationDto[];

  @ApiPropertyOptional({ type: 'integer', description: 'seconds' })
  retryAfter?: number;
}
