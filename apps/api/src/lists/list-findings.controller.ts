import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { StaffActor } from '#libs/kernel';
import { ListFindings, type ListFindingId } from '#libs/matching';
import { Changes, type ReceiptDto } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import { JudgeFindingDto } from './list-findings.dto.js';

/** Somebody on a list who may be a person whom a request seeks. */
@ApiTags('lists')
@Controller('list-findings')
export class ListFindingsController {
  constructor(private readonly findings: ListFindings) {}

  /** It is a lead: somebody goes after it. */
  @Post(':id/follow-up')
  @Changes()
  followUp(
    @Param('id', RecordIdPipe) id: ListFindingId,
    @Body() { reason }: JudgeFindingDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.findings.judge(id, 'follow-up', reason, version, by);
  }

  /** It is somebody else. */
  @Post(':id/rule-out')
  @Changes()
  ruleOut(
    @Param('id', RecordIdPipe) id: ListFindingId,
    @Body() { reason }: JudgeFindingDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.findings.judge(id, 'rule-out', reason, version, by);
  }
}
