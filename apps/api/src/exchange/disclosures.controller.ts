import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { DossierId, StaffActor } from '#libs/kernel';
import { Disclosures, Enquiries, type DisclosureId, type EnquiryId, type PartnerId } from '#libs/partners';
import { Uuid } from '../http/fields.js';
import { Changes, CreatesFor, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import {
  contentOf,
  CorrectDisclosureDto,
  DisclosureDto,
  disclosureOf,
  DisclosuresDto,
  EnquiriesDto,
  EnquiryContentDto,
  EnquiryDto,
  enquiryOf,
  NewDisclosureDto,
  NewEnquiryDto,
  RecallCauseDto,
  showDisclosure,
  showEnquiry,
} from './disclosures.dto.js';

export class OfPartnerQuery {
  @Uuid({ optional: true })
  partnerId?: string;
}

/** What we ask partners, and what they hold of ours. */
@ApiTags('exchange')
@Controller()
export class DisclosuresController {
  constructor(
    private readonly enquiries: Enquiries,
    private readonly disclosures: Disclosures,
  ) {}

  @Get('tracing-requests/:id/enquiries')
  @OfRecord()
  @ApiOkResponse({ type: EnquiriesDto })
  @Refuses(403, 404)
  async enquiriesOf(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<EnquiriesDto> {
    return { items: (await this.enquiries.of(id, by)).map(showEnquiry) };
  }

  /** One partner, named, is asked about one sought person. Somebody else approves what it carries. */
  @Post('tracing-requests/:id/enquiries')
  @CreatesFor()
  prepareEnquiry(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() input: NewEnquiryDto,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.enquiries.prepare(id, enquiryOf(input), by);
  }

  @Get('enquiries/:id')
  @OfRecord()
  @ApiOkResponse({ type: EnquiryDto })
  @Refuses(403, 404)
  async readEnquiry(@Param('id', RecordIdPipe) id: EnquiryId, @By() by: StaffActor): Promise<EnquiryDto> {
    return showEnquiry(await this.enquiries.read(id, by));
  }

  @Post('enquiries/:id/add')
  @Changes()
  addToEnquiry(
    @Param('id', RecordIdPipe) id: EnquiryId,
    @Body() input: EnquiryContentDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.enquiries.add(id, contentOf(input), version, by);
  }

  @Post('enquiries/:id/cancel')
  @Changes()
  cancelEnquiry(
    @Param('id', RecordIdPipe) id: EnquiryId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.enquiries.cancel(id, version, by);
  }

  @Post('enquiries/:id/end')
  @Changes()
  endEnquiry(
    @Param('id', RecordIdPipe) id: EnquiryId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.enquiries.end(id, version, by);
  }

  @Get('dossiers/:id/disclosures')
  @OfRecord()
  @ApiOkResponse({ type: DisclosuresDto })
  @Refuses(403, 404)
  async disclosuresOf(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<DisclosuresDto> {
    return { items: (await this.disclosures.list({ dossierId: id }, by)).map(showDisclosure) };
  }

  @Post('dossiers/:id/disclosures')
  @CreatesFor()
  prepareDisclosure(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() input: NewDisclosureDto,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.disclosures.prepare(id, disclosureOf(input), by);
  }

  /** What partners hold of ours, or one of them, with its expiry. */
  @Get('disclosures')
  @ApiOkResponse({ type: DisclosuresDto })
  @Refuses(400, 403)
  async listDisclosures(@Query() { partnerId }: OfPartnerQuery, @By() by: StaffActor): Promise<DisclosuresDto> {
    const where = partnerId ? { partnerId: partnerId as PartnerId } : {};
    return { items: (await this.disclosures.list(where, by)).map(showDisclosure) };
  }

  @Get('disclosures/:id')
  @OfRecord()
  @ApiOkResponse({ type: DisclosureDto })
  @Refuses(403, 404)
  async readDisclosure(@Param('id', RecordIdPipe) id: DisclosureId, @By() by: StaffActor): Promise<DisclosureDto> {
    return showDisclosure(await this.disclosures.read(id, by));
  }

  @Post('disclosures/:id/approve')
  @Changes()
  approve(
    @Param('id', RecordIdPipe) id: DisclosureId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.disclosures.approve(id, version, by);
  }

  @Post('disclosures/:id/cancel')
  @Changes()
  cancel(
    @Param('id', RecordIdPipe) id: DisclosureId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.disclosures.cancel(id, version, by);
  }

  @Post('disclosures/:id/send-again')
  @Changes()
  sendAgain(
    @Param('id', RecordIdPipe) id: DisclosureId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.disclosures.sendAgain(id, version, by);
  }

  /** The same fields as they are now, for somebody else to approve. */
  @Post('disclosures/:id/correct')
  @Changes()
  correct(
    @Param('id', RecordIdPipe) id: DisclosureId,
    @Body() { restrictionsRead = false }: CorrectDisclosureDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.disclosures.correct(id, restrictionsRead, version, by);
  }

  /** The partner freezes it at once, deletes it within three days and certifies that. */
  @Post('disclosures/:id/recall')
  @Changes()
  recall(
    @Param('id', RecordIdPipe) id: DisclosureId,
    @Body() { cause }: RecallCauseDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.disclosures.recall(id, cause, version, by);
  }
}
