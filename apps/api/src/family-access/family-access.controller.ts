import { applyDecorators, Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { cardPage, FamilyCards, FamilyDesk, type FamilyCardId, type IssuedCard } from '#libs/family-access';
import type { DossierId, StaffActor } from '#libs/kernel';
import { Changes, CreatesFor, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import {
  AnswerToFamilyDto,
  FamilyDeskDto,
  IssuedFamilyCardDto,
  NewFamilyCardDto,
  NewWordDto,
  showFamilyDesk,
} from './family-access.dto.js';

/** Where families reach the portal. */
export const PORTAL_ORIGIN = Symbol('PORTAL_ORIGIN');

/** A new card in the place of one that somebody has read about. */
function IssuesAnother(): MethodDecorator {
  return applyDecorators(
    HttpCode(201),
    ApiCreatedResponse({ type: IssuedFamilyCardDto }),
    OfRecord(),
    ApiHeader({ name: 'If-Match', required: true, description: 'the ETag of the version you read' }),
    Refuses(400, 403, 404, 409, 412, 428),
  );
}

/** Cards for families, and what goes to and fro on the portal. */
@ApiTags('family access')
@Controller()
export class FamilyAccessController {
  constructor(
    private readonly cards: FamilyCards,
    private readonly desk: FamilyDesk,
    @Inject(PORTAL_ORIGIN) private readonly origin: string,
  ) {}

  /** Cards, and everything that was written, the last first. */
  @Get('tracing-requests/:id/family-access')
  @OfRecord()
  @ApiOkResponse({ type: FamilyDeskDto })
  @Refuses(404)
  async read(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<FamilyDeskDto> {
    return showFamilyDesk(await this.desk.read(id, by));
  }

  /** The code and the page to print are answered once and kept nowhere. */
  @Post('tracing-requests/:id/family-cards')
  @HttpCode(201)
  @OfRecord()
  @ApiCreatedResponse({ type: IssuedFamilyCardDto })
  @Refuses(400, 403, 404)
  async issue(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { language, word }: NewFamilyCardDto,
    @By() by: StaffActor,
  ): Promise<IssuedFamilyCardDto> {
    return this.handOver(await this.cards.issue(id, { language, word }, by));
  }

  @Post('family-cards/:id/cancel')
  @Changes()
  cancel(
    @Param('id', RecordIdPipe) id: FamilyCardId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.cards.cancel(id, version, by);
  }

  /** In the place of a card that was lost: that one is cancelled. */
  @Post('family-cards/:id/re-issue')
  @IssuesAnother()
  async reIssue(
    @Param('id', RecordIdPipe) id: FamilyCardId,
    @Body() { word }: NewWordDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<IssuedFamilyCardDto> {
    return this.handOver(await this.cards.reIssue(id, word, version, by));
  }

  @Post('tracing-requests/:id/family-answers')
  @CreatesFor()
  answer(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { text }: AnswerToFamilyDto,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.desk.answer(id, text, by);
  }

  /** The portal says that we would like to talk, and not why. */
  @Post('tracing-requests/:id/invite-to-talk')
  @CreatesFor()
  invite(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.desk.invite(id, by);
  }

  /** We have talked. */
  @Post('tracing-requests/:id/end-invitation')
  @CreatesFor()
  endInvitation(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.desk.endInvitation(id, by);
  }

  private async handOver({ receipt, code, language, expiresOn }: IssuedCard): Promise<IssuedFamilyCardDto> {
    const page = await cardPage({ origin: this.origin, language, code, expiresOn });
    return { ...receipt, cardCode: code, address: `${this.origin}/${language}`, expiresOn, page };
  }
}
