import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SearchActions, type SearchActionId } from '#libs/cases';
import type { AccountId, DossierId, PersonId, StaffActor } from '#libs/kernel';
import { Changes, type ReceiptDto } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import { AbandonSearchDto, SearchOutcomeDto, SearchPlanDto } from './search-actions.dto.js';

@ApiTags('search actions')
@Controller()
export class SearchActionsController {
  constructor(private readonly searches: SearchActions) {}

  @Post('tracing-requests/:id/search-actions')
  @Changes()
  plan(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { soughtId, ownerId, ...plan }: SearchPlanDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    const about = { soughtId: soughtId as PersonId, ownerId: ownerId as AccountId | undefined };
    return this.searches.plan(id, { ...plan, ...about }, version, by);
  }

  @Post('search-actions/:id/approve')
  @HttpCode(200)
  @Changes()
  approve(
    @Param('id', RecordIdPipe) id: SearchActionId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.searches.approve(id, version, by);
  }

  @Post('search-actions/:id/begin')
  @HttpCode(200)
  @Changes()
  begin(
    @Param('id', RecordIdPipe) id: SearchActionId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.searches.begin(id, version, by);
  }

  @Post('search-actions/:id/record-outcome')
  @Changes()
  recordOutcome(
    @Param('id', RecordIdPipe) id: SearchActionId,
    @Body() outcome: SearchOutcomeDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.searches.recordOutcome(id, outcome, version, by);
  }

  @Post('search-actions/:id/abandon')
  @Changes()
  abandon(
    @Param('id', RecordIdPipe) id: SearchActionId,
    @Body() { reason }: AbandonSearchDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.searches.abandon(id, reason, version, by);
  }
}
