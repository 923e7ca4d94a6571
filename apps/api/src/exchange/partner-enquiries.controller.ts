import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AccountId, DossierId, StaffActor } from '#libs/kernel';
import { EnquiryFindings, PartnerEnquiries, type EnquiryFindingId } from '#libs/partners';
import { Changes, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import {
  FindingReasonDto,
  GiveDto,
  PartnerEnquiriesDto,
  PartnerEnquiryDto,
  showEnquiryLine,
  showPartnerEnquiry,
  WantedDto,
} from './partner-enquiries.dto.js';

/** What partners ask us. */
@ApiTags('exchange')
@Controller()
export class PartnerEnquiriesController {
  constructor(
    private readonly enquiries: PartnerEnquiries,
    private readonly findings: EnquiryFindings,
  ) {}

  @Get('partner-enquiries')
  @ApiOkResponse({ type: PartnerEnquiriesDto })
  @Refuses(403)
  async list(@By() by: StaffActor): Promise<PartnerEnquiriesDto> {
    return { items: (await this.enquiries.list(by)).map(showEnquiryLine) };
  }

  @Get('partner-enquiries/:id')
  @OfRecord()
  @ApiOkResponse({ type: PartnerEnquiryDto })
  @Refuses(403, 404)
  async read(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<PartnerEnquiryDto> {
    return showPartnerEnquiry(await this.enquiries.read(id, by));
  }

  /** A colleague sees it from then on, and judges. */
  @Post('partner-enquiries/:id/give')
  @Changes()
  give(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { to }: GiveDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.enquiries.give(id, to as AccountId, version, by);
  }

  /** The same words whether nobody is known, or somebody does not want it, or we may not. */
  @Post('partner-enquiries/:id/answer-nothing')
  @Changes()
  answerNothing(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.enquiries.answerNothing(id, version, by);
  }

  @Post('partner-enquiries/:id/ask-for-more')
  @Changes()
  askForMore(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { wanted }: WantedDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.enquiries.askForMore(id, wanted, version, by);
  }

  /** Only where whoever was found has agreed that this partner hears of them. */
  @Post('partner-enquiries/:id/offer-to-talk')
  @Changes()
  offerToTalk(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.enquiries.offerToTalk(id, version, by);
  }

  @Post('partner-enquiries/:id/end')
  @Changes()
  end(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.enquiries.end(id, version, by);
  }

  @Post('enquiry-findings/:id/judge-probable')
  @Changes()
  judgeProbable(
    @Param('id', RecordIdPipe) id: EnquiryFindingId,
    @Body() { reason }: FindingReasonDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.findings.judge(id, 'judge-probable', reason, version, by);
  }

  /** A second person says that it is the one the partner asks for. */
  @Post('enquiry-findings/:id/confirm')
  @Changes()
  confirm(
    @Param('id', RecordIdPipe) id: EnquiryFindingId,
    @Body() { reason }: FindingReasonDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.findings.judge(id, 'confirm', reason, version, by);
  }

  @Post('enquiry-findings/:id/rule-out')
  @Changes()
  ruleOut(
    @Param('id', RecordIdPipe) id: EnquiryFindingId,
    @Body() { reason }: FindingReasonDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.findings.judge(id, 'rule-out', reason, version, by);
  }

  /** What was disclosed on the strength of it is called back. */
  @Post('enquiry-findings/:id/reopen')
  @Changes()
  reopen(
    @Param('id', RecordIdPipe) id: EnquiryFindingId,
    @Body() { reason }: FindingReasonDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.findings.judge(id, 'reopen', reason, version, by);
  }
}
