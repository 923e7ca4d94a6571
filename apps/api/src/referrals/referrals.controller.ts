import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { DossierId, PersonId, StaffActor } from '#libs/kernel';
import { Providers, Referrals, type ProviderId, type ReferralId } from '#libs/referrals';
import { Changes, Creates, CreatesFor, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import {
  AgreementDto,
  NewReferralDto,
  ProviderInputDto,
  ProviderQuery,
  ProvidersDto,
  ReferralOutcomeDto,
  ReferralReasonDto,
  ReferralsDto,
  SendReferralDto,
  showReferral,
} from './referrals.dto.js';

@ApiTags('referrals')
@Controller()
export class ReferralsController {
  constructor(
    private readonly providers: Providers,
    private readonly referrals: Referrals,
  ) {}

  @Get('service-providers')
  @ApiOkResponse({ type: ProvidersDto })
  @Refuses(400)
  async directory(@Query() { need }: ProviderQuery, @By() by: StaffActor): Promise<ProvidersDto> {
    return { items: (await this.providers.list(need, by)).map((provider) => ({ ...provider })) };
  }

  @Post('service-providers')
  @Creates()
  addProvider(@Body() provider: ProviderInputDto, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.providers.add({ ...provider }, by);
  }

  @Put('service-providers/:id')
  @Changes()
  changeProvider(
    @Param('id', RecordIdPipe) id: ProviderId,
    @Body() provider: ProviderInputDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.providers.change(id, { ...provider }, version, by);
  }

  @Post('persons/:id/referrals')
  @CreatesFor()
  propose(
    @Param('id', RecordIdPipe) personId: PersonId,
    @Body() { providerId, need, why }: NewReferralDto,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.referrals.propose({ personId, providerId: providerId as ProviderId, need, why }, by);
  }

  /** Of a tracing request or a registration. */
  @Get('dossiers/:id/referrals')
  @OfRecord()
  @ApiOkResponse({ type: ReferralsDto })
  @Refuses(404)
  async ofDossier(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<ReferralsDto> {
    return { items: (await this.referrals.ofDossier(id, by)).map(showReferral) };
  }

  @Post('referrals/:id/agree')
  @Changes()
  agree(
    @Param('id', RecordIdPipe) id: ReferralId,
    @Body() { agrees, given, on }: AgreementDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.referrals.agree(id, { agrees, given, on }, version, by);
  }

  @Post('referrals/:id/send')
  @Changes()
  send(
    @Param('id', RecordIdPipe) id: ReferralId,
    @Body() { told, restrictionsRead }: SendReferralDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.referrals.send(id, { told, restrictionsRead }, version, by);
  }

  @Post('referrals/:id/accept')
  @Changes()
  accept(
    @Param('id', RecordIdPipe) id: ReferralId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.referrals.accept(id, version, by);
  }

  @Post('referrals/:id/decline')
  @Changes()
  decline(
    @Param('id', RecordIdPipe) id: ReferralId,
    @Body() { reason }: ReferralReasonDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.referrals.stop(id, 'decline', reason, version, by);
  }

  @Post('referrals/:id/withdraw')
  @Changes()
  withdraw(
    @Param('id', RecordIdPipe) id: ReferralId,
    @Body() { reason }: ReferralReasonDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.referrals.stop(id, 'withdraw', reason, version, by);
  }

  @Post('referrals/:id/complete')
  @Changes()
  complete(
    @Param('id', RecordIdPipe) id: ReferralId,
    @Body() { outcome }: ReferralOutcomeDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.referrals.complete(id, outcome, version, by);
  }
}
