import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountId, BranchId, DossierId, StaffActor } from '#libs/kernel';
import {
  Care,
  ContactWishes,
  FollowUps,
  RegistrationCharge,
  RegistrationEndings,
  RegistrationSharing,
  type FollowUpId,
} from '#libs/registrations';
import { SaidNoDto } from '../consent/bases.dto.js';
import { Changes, type ReceiptDto } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import { ReassignDto } from '../tracing-requests/request-steps.dto.js';
import {
  CareDto,
  CloseRegistrationDto,
  DecideBestInterestsDto,
  OfferRegistrationDto,
  OtherBranchDto,
  PlanFollowUpDto,
  ProposeBestInterestsDto,
  RecordContactWishDto,
  RecordFollowUpDto,
  ReopenRegistrationDto,
} from './registration-steps.dto.js';

/** The steps of a registration: one route for each verb. */
@ApiTags('registrations')
@Controller('registrations')
export class RegistrationStepsController {
  constructor(
    private readonly care: Care,
    private readonly followUps: FollowUps,
    private readonly wishes: ContactWishes,
    private readonly endings: RegistrationEndings,
    private readonly charge: RegistrationCharge,
    private readonly sharing: RegistrationSharing,
  ) {}

  @Post(':id/record-care')
  @Changes()
  recordCare(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() care: CareDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.care.record(id, { ...care }, version, by);
  }

  @Post(':id/propose-best-interests')
  @Changes()
  proposeBestInterests(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() proposal: ProposeBestInterestsDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.care.propose(id, { ...proposal }, version, by);
  }

  @Post(':id/decide-best-interests')
  @Changes()
  decideBestInterests(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { agreed, reasons }: DecideBestInterestsDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.care.decide(id, { agreed, reasons }, version, by);
  }

  @Post(':id/plan-follow-up')
  @Changes()
  planFollowUp(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() planned: PlanFollowUpDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.followUps.plan(id, planned, version, by);
  }

  @Post(':id/record-follow-up')
  @Changes()
  recordFollowUp(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() done: RecordFollowUpDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.followUps.record(id, { ...done, followUpId: done.followUpId as FollowUpId }, version, by);
  }

  @Post(':id/record-wishes')
  @Changes()
  recordWishes(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() wish: RecordContactWishDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.wishes.record(id, wish, version, by);
  }

  @Post(':id/close')
  @Changes()
  close(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() closing: CloseRegistrationDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.endings.close(id, closing, version, by);
  }

  @Post(':id/withdraw')
  @Changes()
  withdraw(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() said: SaidNoDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.endings.withdraw(id, said, version, by);
  }

  @Post(':id/reopen')
  @Changes()
  reopen(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { reason }: ReopenRegistrationDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.endings.reopen(id, reason, version, by);
  }

  @Post(':id/reassign')
  @Changes()
  reassign(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { ownerId }: ReassignDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.charge.reassign(id, ownerId as AccountId, version, by);
  }

  @Post(':id/share')
  @Changes()
  share(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { branchId }: OtherBranchDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.sharing.share(id, branchId as BranchId, version, by);
  }

  @Post(':id/end-sharing')
  @Changes()
  endSharing(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { branchId }: OtherBranchDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.sharing.endSharing(id, branchId as BranchId, version, by);
  }

  @Post(':id/offer-transfer')
  @Changes()
  offerTransfer(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { branchId, reason }: OfferRegistrationDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.sharing.offer(id, { branchId: branchId as BranchId, ...(reason && { reason }) }, version, by);
  }

  @Post(':id/take-over')
  @Changes()
  takeOver(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.sharing.takeOver(id, version, by);
  }

  @Post(':id/decline-transfer')
  @Changes()
  declineTransfer(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.sharing.decline(id, version, by);
  }
}
