import { Body, Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { DossierId, PersonId, StaffActor } from '#libs/kernel';
import {
  copyPage,
  DossierRights,
  OpenRightsRequests,
  PersonCopies,
  RightsRequests,
  type RightsRequestId,
} from '#libs/stewardship';
import { PageQuery, pageOf } from '../http/paging.js';
import { Changes, CreatesFor, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import {
  AccessHistoryDto,
  DossierRightsDto,
  RightsAnswerDto,
  IdentityDto,
  NewRightsRequestDto,
  OpenRightsRequestsDto,
  PersonCopyDto,
  RightsReasonDto,
  RightsRequestDto,
  showCopy,
  showDossierRights,
  showOpenRightsRequest,
  showRightsRequest,
} from './rights.dto.js';

@ApiTags('stewardship')
@Controller()
export class RightsController {
  constructor(
    private readonly requests: RightsRequests,
    private readonly waiting: OpenRightsRequests,
    private readonly copies: PersonCopies,
    private readonly rights: DossierRights,
  ) {}

  @Post('persons/:id/rights-requests')
  @CreatesFor()
  receive(
    @Param('id', RecordIdPipe) id: PersonId,
    @Body() { kind, asked }: NewRightsRequestDto,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.requests.receive(id, { kind, asked }, by);
  }

  /** On what the data of everybody in a record is used now, what they asked for by right, and what can be written down. */
  @Get('dossiers/:id/rights')
  @OfRecord()
  @ApiOkResponse({ type: DossierRightsDto })
  @Refuses(404)
  async ofDossier(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<DossierRightsDto> {
    return showDossierRights(await this.rights.read(id, by));
  }

  /** All that wait for an answer, the next due first: for whoever answers for data protection. */
  @Get('rights-requests')
  @ApiOkResponse({ type: OpenRightsRequestsDto })
  @Refuses(400, 403)
  async open(@Query() { limit, cursor }: PageQuery, @By() by: StaffActor): Promise<OpenRightsRequestsDto> {
    const page = { limit: limit + 1, ...(cursor && { after: cursor as RightsRequestId }) };
    return pageOf((await this.waiting.list(page, by)).map(showOpenRightsRequest), limit);
  }

  @Get('rights-requests/:id')
  @OfRecord()
  @ApiOkResponse({ type: RightsRequestDto })
  @Refuses(404)
  async read(@Param('id', RecordIdPipe) id: RightsRequestId, @By() by: StaffActor): Promise<RightsRequestDto> {
    return showRightsRequest(await this.requests.read(id, by));
  }

  @Post('rights-requests/:id/check-identity')
  @Changes()
  checkIdentity(
    @Param('id', RecordIdPipe) id: RightsRequestId,
    @Body() { how }: IdentityDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.requests.checkIdentity(id, how, version, by);
  }

  @Post('rights-requests/:id/extend')
  @Changes()
  extend(
    @Param('id', RecordIdPipe) id: RightsRequestId,
    @Body() { reason }: RightsReasonDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.requests.extend(id, reason, version, by);
  }

  @Post('rights-requests/:id/answer')
  @Changes()
  answer(
    @Param('id', RecordIdPipe) id: RightsRequestId,
    @Body() { answer }: RightsAnswerDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.requests.answer(id, answer, version, by);
  }

  @Post('rights-requests/:id/refuse')
  @Changes()
  refuse(
    @Param('id', RecordIdPipe) id: RightsRequestId,
    @Body() { reason }: RightsReasonDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.requests.refuse(id, reason, version, by);
  }

  /** A copy of what is kept of one person, to give to them. */
  @Get('persons/:id/copy')
  @OfRecord()
  @ApiOkResponse({ type: PersonCopyDto })
  @Refuses(403, 404)
  async copy(@Param('id', RecordIdPipe) id: PersonId, @By() by: StaffActor): Promise<PersonCopyDto> {
    return showCopy(await this.copies.make(id, by));
  }

  /** The same as a page to print. */
  @Get('persons/:id/copy-page')
  @OfRecord()
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Refuses(403, 404)
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(@Param('id', RecordIdPipe) id: PersonId, @By() by: StaffActor): Promise<string> {
    return copyPage(await this.copies.make(id, by));
  }

  /** Who read and who received, with names and times: for the steward. */
  @Get('persons/:id/access-history')
  @OfRecord()
  @ApiOkResponse({ type: AccessHistoryDto })
  @Refuses(403, 404)
  async history(@Param('id', RecordIdPipe) id: PersonId, @By() by: StaffActor): Promise<AccessHistoryDto> {
    const { readings, received } = await this.copies.history(id, by);
    const dated = <Entry extends { at: Date }>(entries: Entry[]) =>
      entries.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }));
    return { readings: dated(readings), received: dated(received) };
  }
}
