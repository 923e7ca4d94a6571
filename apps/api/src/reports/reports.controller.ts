import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { StaffActor } from '#libs/kernel';
import { Reports } from '#libs/reporting';
import { Refuses } from '../http/receipt.js';
import { By } from '../http/request-actor.js';
import { csvOf, xlsxOf } from './report-sheet.js';
import { ReportDto, ReportQuery, ReportSheetQuery } from './reports.dto.js';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

@ApiTags('reports')
@Controller('reports')
export class ReportsController {
  constructor(private readonly reports: Reports) {}

  @Get()
  @ApiOkResponse({ type: ReportDto })
  @Refuses(400, 403)
  async read(@Query() query: ReportQuery, @By() by: StaffActor): Promise<ReportDto> {
    const { year, quarters, figures, shares } = await this.reports.of(query.year, by);
    return {
      year,
      quarters,
      figures: figures.map(({ count, ...figure }) => ({
        ...figure,
        ...(count !== 'hidden' && { count }),
        hidden: count === 'hidden',
      })),
      shares: shares.map(({ percent, ...share }) => ({
        ...share,
        ...(percent !== 'hidden' && { percent }),
        hidden: percent === 'hidden',
      })),
    };
  }

  @Get('sheet')
  @ApiProduces(...Object.values(TYPES))
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Refuses(400, 403)
  async sheet(
    @Query() { year, format }: ReportSheetQuery,
    @By() by: StaffActor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const report = await this.reports.of(year, by);
    const sheet = format === 'xlsx' ? await xlsxOf(report) : csvOf(report);
    response.setHeader('Content-Type', TYPES[format]);
    response.setHeader('Content-Disposition', `attachment; filename="relink-figures-${report.year}.${format}"`);
    response.end(sheet);
  }
}
