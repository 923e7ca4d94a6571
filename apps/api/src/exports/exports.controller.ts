import { Body, Controller, Get, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Exports, HandOver, type ExportId } from '#libs/exports';
import type { StaffActor } from '#libs/kernel';
import { Changes, ChangesAndShows, Creates, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import {
  ExportDto,
  ExportKeyDto,
  exportOf,
  ExportsDto,
  NewExportDto,
  RefuseExportDto,
  showExport,
  ShownKeyDto,
} from './exports.dto.js';

@ApiTags('exports')
@Controller('exports')
export class ExportsController {
  constructor(
    private readonly exports: Exports,
    private readonly handOver: HandOver,
  ) {}

  @Get()
  @ApiOkResponse({ type: ExportsDto })
  @Refuses(403)
  async list(@By() by: StaffActor): Promise<ExportsDto> {
    return { items: (await this.exports.list(by)).map(showExport) };
  }

  @Post()
  @Creates()
  ask(@Body() input: NewExportDto, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.exports.ask(exportOf(input), by);
  }

  @Get(':id')
  @OfRecord()
  @ApiOkResponse({ type: ExportDto })
  @Refuses(403, 404)
  async read(@Param('id', RecordIdPipe) id: ExportId, @By() by: StaffActor): Promise<ExportDto> {
    return showExport(await this.exports.read(id, by));
  }

  /** The first of two approvals, or the second. */
  @Post(':id/approve')
  @Changes()
  approve(
    @Param('id', RecordIdPipe) id: ExportId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.exports.approve(id, version, by);
  }

  @Post(':id/refuse')
  @Changes()
  refuse(
    @Param('id', RecordIdPipe) id: ExportId,
    @Body() { reason }: RefuseExportDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.exports.refuse(id, reason, version, by);
  }

  @Post(':id/take-back')
  @Changes()
  takeBack(
    @Param('id', RecordIdPipe) id: ExportId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.exports.takeBack(id, version, by);
  }

  /** The key to the file, this once. */
  @Post(':id/show-key')
  @ChangesAndShows(ShownKeyDto)
  async showKey(
    @Param('id', RecordIdPipe) id: ExportId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ShownKeyDto> {
    const { validUntil, ...shown } = await this.handOver.showKey(id, version, by);
    return { ...shown, validUntil: validUntil.toISOString() };
  }

  /** The file, for whoever has the key. */
  @Post(':id/download')
  @HttpCode(200)
  @OfRecord()
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Refuses(400, 403, 404, 409)
  async download(
    @Param('id', RecordIdPipe) id: ExportId,
    @Body() { key }: ExportKeyDto,
    @By() by: StaffActor,
  ): Promise<StreamableFile> {
    const file = await this.handOver.download(id, key, by);
    return new StreamableFile(file, {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="list.csv"',
      length: file.length,
    });
  }
}
