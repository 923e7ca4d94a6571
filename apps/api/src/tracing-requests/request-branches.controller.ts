import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Duplicates, Sharing, Transfers } from '#libs/cases';
import type { AccountId, BranchId, DossierId, StaffActor } from '#libs/kernel';
import { Changes, type ReceiptDto } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import {
  AcceptTransferDto,
  TransferAnswerDto,
  MarkDuplicateDto,
  OfferTransferDto,
  RequestBranchDto,
  DuplicateRequestDto,
} from './request-steps.dto.js';

/** A request beside others like it, and between branches. */
@ApiTags('tracing requests')
@Controller('tracing-requests/:id')
export class RequestBranchesController {
  constructor(
    private readonly duplicates: Duplicates,
    private readonly transfers: Transfers,
    private readonly sharing: Sharing,
  ) {}

  @Post('mark-duplicate')
  @Changes()
  markDuplicate(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { otherId, reason }: MarkDuplicateDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.duplicates.mark(id, { id: otherId as DossierId, reason }, version, by);
  }

  @Post('dismiss-duplicate')
  @Changes()
  dismissDuplicate(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { otherId }: DuplicateRequestDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.duplicates.dismiss(id, otherId as DossierId, version, by);
  }

  @Post('merge')
  @Changes()
  merge(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { otherId }: DuplicateRequestDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.duplicates.merge(id, otherId as DossierId, version, by);
  }

  @Post('undo-merge')
  @Changes()
  undoMerge(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { otherId }: DuplicateRequestDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.duplicates.undoMerge(id, otherId as DossierId, version, by);
  }

  @Post('offer-transfer')
  @Changes()
  offerTransfer(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { branchId, reason }: OfferTransferDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.transfers.offer(id, { branchId: branchId as BranchId, reason }, version, by);
  }

  @Post('accept-transfer')
  @Changes()
  acceptTransfer(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { ownerId }: AcceptTransferDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.transfers.accept(id, ownerId as AccountId | undefined, version, by);
  }

  @Post('decline-transfer')
  @Changes()
  declineTransfer(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { words }: TransferAnswerDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.transfers.end(id, 'declined', words, version, by);
  }

  @Post('take-back-transfer')
  @Changes()
  takeBackTransfer(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { words }: TransferAnswerDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.transfers.end(id, 'taken-back', words, version, by);
  }

  @Post('share')
  @Changes()
  share(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { branchId }: RequestBranchDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.sharing.share(id, branchId as BranchId, version, by);
  }

  @Post('end-sharing')
  @Changes()
  endSharing(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { branchId }: RequestBranchDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.sharing.end(id, branchId as BranchId, version, by);
  }
}
