import { Body, Controller, Get, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { DossierId, StaffActor } from '#libs/kernel';
import { ListFindings } from '#libs/matching';
import { ListReader, Lists } from '#libs/registrations';
import { PageQuery, pageOf } from '../http/paging.js';
import { Changes, Creates, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import { FindingListDto, showFinding } from './list-findings.dto.js';
import {
  CheckListDto,
  ListDto,
  ListPageDto,
  NewListDto,
  newListOf,
  readingOf,
  showList,
  showListLine,
} from './lists.dto.js';

/** Lists of people from elsewhere: CSV, XLSX and PFIF 1.1 to 1.4. */
@ApiTags('lists')
@Controller('lists')
export class ListsController {
  constructor(
    private readonly lists: Lists,
    private readonly reader: ListReader,
    private readonly findings: ListFindings,
  ) {}

  @Get()
  @ApiOkResponse({ type: ListPageDto })
  @Refuses(400, 403)
  async all(@Query() { limit, cursor }: PageQuery, @By() by: StaffActor): Promise<ListPageDto> {
    const lists = await this.reader.all({ limit: limit + 1, after: cursor as DossierId | undefined }, by);
    return pageOf(lists.map(showListLine), limit);
  }

  /** Says which list is to come; its bytes follow in a request of their own. */
  @Post()
  @Creates()
  announce(@Body() list: NewListDto, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.lists.announce(newListOf(list), by);
  }

  @Get(':id')
  @OfRecord()
  @ApiOkResponse({ type: ListDto })
  @Refuses(404)
  async read(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<ListDto> {
    return showList(await this.reader.read(id, by, (tx) => this.findings.known(tx, id)));
  }

  /** The bytes, as they are. What they hold is recognised in the background. */
  @Post(':id/content')
  @Changes()
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Refuses(411, 413, 415)
  receive(
    @Param('id', RecordIdPipe) id: DossierId,
    @Req() request: Request,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.lists.receive(id, request, Number(request.headers['content-length'] ?? 0), version, by);
  }

  /** Says what its columns are, and tries it out: everything is done and taken back. */
  @Post(':id/check')
  @Changes()
  check(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() reading: CheckListDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.lists.check(id, readingOf(reading), version, by);
  }

  /** Compares everybody on it with the open requests of the branch; nobody is registered. */
  @Post(':id/compare')
  @Changes()
  compare(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() reading: CheckListDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.lists.compare(id, readingOf(reading), version, by);
  }

  /** What the comparison proposes: whom requests seek, and who on the list they may be. Nothing of it is confirmed. */
  @Get(':id/findings')
  @OfRecord()
  @ApiOkResponse({ type: FindingListDto })
  @Refuses(404)
  async proposed(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<FindingListDto> {
    return { items: (await this.findings.of(id, by)).map(showFinding) };
  }

  /** Ends a comparison: what was judged becomes search actions of the requests, and the list is erased. */
  @Post(':id/close')
  @Changes()
  close(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.findings.close(id, version, by);
  }

  @Post(':id/start')
  @Changes()
  start(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.lists.start(id, version, by);
  }

  @Post(':id/cancel')
  @Changes()
  cancel(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.lists.cancel(id, version, by);
  }

  /** What became of each row in the last check or import: line, id in the list, outcome and why. Nothing else of anybody. */
  @Get(':id/report')
  @OfRecord()
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Refuses(404, 409)
  async report(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<StreamableFile> {
    const report = Buffer.from(await this.reader.report(id, by));
    return new StreamableFile(report, {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="report.csv"',
      length: report.length,
    });
  }
}
