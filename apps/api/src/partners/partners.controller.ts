import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { StaffActor } from '#libs/kernel';
import { ExchangeDesk, PartnersHealth, TrustRegistry, type PartnerId } from '#libs/partners';
import { Changes, Creates, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import { DEPLOYMENT, type Deployment } from '../session/session.controller.js';
import { ExchangeHealthDto, showHealth } from './partners-health.dto.js';
import {
  ComparisonDto,
  DistrustDto,
  keysOf,
  NewPartnerDto,
  PartnerDto,
  partnerOf,
  PartnersDto,
  showPartner,
} from './partners.dto.js';

@ApiTags('partners')
@Controller('partners')
export class PartnersController {
  constructor(
    private readonly registry: TrustRegistry,
    private readonly health: PartnersHealth,
    private readonly desk: ExchangeDesk,
    @Inject(DEPLOYMENT) private readonly deployment: Deployment,
  ) {}

  @Get()
  @ApiOkResponse({ type: PartnersDto })
  @Refuses(403)
  async list(@By() by: StaffActor): Promise<PartnersDto> {
    return { items: (await this.registry.list(by)).map(showPartner) };
  }

  /** The keys as the partner told them; they are trusted once two people compared their fingerprints by voice. */
  @Post()
  @Creates()
  propose(@Body() input: NewPartnerDto, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.registry.propose(partnerOf(input, this.deployment.demo), keysOf(input), by);
  }

  /** How the exchange does with each of them, the one first that somebody should look at first. */
  @Get('health')
  @ApiOkResponse({ type: ExchangeHealthDto })
  @Refuses(403)
  async readHealth(@By() by: StaffActor): Promise<ExchangeHealthDto> {
    return showHealth(await this.health.read(by));
  }

  @Get(':id')
  @OfRecord()
  @ApiOkResponse({ type: PartnerDto })
  @Refuses(403, 404)
  async read(@Param('id', RecordIdPipe) id: PartnerId, @By() by: StaffActor): Promise<PartnerDto> {
    return showPartner(await this.registry.read(id, by));
  }

  @Post(':id/approve')
  @Changes()
  approve(
    @Param('id', RecordIdPipe) id: PartnerId,
    @Body() comparison: ComparisonDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.registry.approve(id, comparison, version, by);
  }

  @Post(':id/suspend')
  @Changes()
  suspend(
    @Param('id', RecordIdPipe) id: PartnerId,
    @Body() { reason }: DistrustDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.registry.suspend(id, reason, version, by);
  }

  @Post(':id/resume')
  @Changes()
  resume(
    @Param('id', RecordIdPipe) id: PartnerId,
    @Body() comparison: ComparisonDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.registry.resume(id, comparison, version, by);
  }

  @Post(':id/revoke')
  @Changes()
  revoke(
    @Param('id', RecordIdPipe) id: PartnerId,
    @Body() { reason }: DistrustDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.registry.revoke(id, reason, version, by);
  }

  /** Somebody has looked at what the partner asked: its enquiries are taken again. */
  @Post(':id/resume-enquiries')
  @Changes()
  resumeEnquiries(
    @Param('id', RecordIdPipe) id: PartnerId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.desk.resumeEnquiries(id, version, by);
  }
}
