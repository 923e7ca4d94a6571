import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { INDICATOR_CODES, SHARE_CODES, type Indicator, type Share } from '#libs/reporting';

export const SHEET_FORMATS = ['csv', 'xlsx'] as const;

export class ReportQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 2000, maximum: 2200, description: 'this year where left out' })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be a year such as 2026' })
  @Min(2000, { message: 'must be 2000 or later' })
  @Max(2200, { message: 'must be 2200 or earlier' })
  year?: number;
}

export class ReportSheetQuery extends ReportQuery {
  @ApiPropertyOptional({ enum: SHEET_FORMATS, default: 'csv' })
  @IsOptional()
  @IsIn(SHEET_FORMATS, { message: `must be one of: ${SHEET_FORMATS.join(', ')}` })
  format: (typeof SHEET_FORMATS)[number] = 'csv';
}

/** One figure. What is left out is meant as a total. */
export class FigureDto {
  @ApiProperty({ enum: INDICATOR_CODES, enumName: 'Indicator' })
  indicator!: Indicator;

  @ApiPropertyOptional({ description: 'a code: the outcome, the span of time or the kind' })
  of?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 4, description: 'left out for the whole year' })
  quarter?: number;

  @ApiPropertyOptional({ description: 'code of the branch' })
  branch?: string;

  @ApiPropertyOptional()
  sex?: string;

  @ApiPropertyOptional()
  ageGroup?: string;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'left out where it is hidden; requests-open is told to the nearest ten',
  })
  count?: number;

  @ApiProperty({ description: 'the count is small, or would give a small one away' })
  hidden!: boolean;
}

/** What part of a figure is of some kind. What is left out is meant as a total. */
export class ShareDto {
  @ApiProperty({ enum: SHARE_CODES, enumName: 'Share' })
  share!: Share;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 4, description: 'left out for the whole year' })
  quarter?: number;

  @ApiPropertyOptional({ description: 'code of the branch' })
  branch?: string;

  @ApiPropertyOptional({ type: 'integer', description: 'left out where a figure that it is made of is hidden' })
  percent?: number;

  @ApiProperty()
  hidden!: boolean;
}

export class ReportDto {
  @ApiProperty({ type: 'integer' })
  year!: number;

  @ApiProperty({ type: 'integer', description: 'how many quarters of the year are over and so in the report' })
  quarters!: number;

  @ApiProperty({ type: () => FigureDto, isArray: true })
  figures!: FigureDto[];

  @ApiProperty({ type: () => ShareDto, isArray: true })
  shares!: ShareDto[];
}
