import { Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { StaffActor } from '#libs/kernel';
import {
  ExchangeDesk,
  INCOMING_STATES,
  OUTGOING_STATES,
  PostBook,
  ToldKeys,
  type IncomingState,
  type MessageId,
  type OutgoingState,
  type PartnerId,
} from '#libs/partners';
import { Choice, Uuid } from '../http/fields.js';
import { PageQuery, pageOf } from '../http/paging.js';
import { Acts, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By } from '../http/request-actor.js';
import { DEPLOYMENT, type Deployment } from '../session/session.controller.js';
import {
  IncomingPageDto,
  OutgoingPageDto,
  OwnKeysDto,
  showIncoming,
  showOutgoing,
  showOwnKey,
} from './exchange-desk.dto.js';

export class OutboxQuery extends PageQuery {
  @Uuid({ optional: true })
  partnerId?: string;

  @Choice(OUTGOING_STATES, 'OutgoingState', { optional: true })
  state?: OutgoingState;
}

export class InboxQuery extends PageQuery {
  @Uuid({ optional: true })
  partnerId?: string;

  @Choice(INCOMING_STATES, 'IncomingState', { optional: true })
  state?: IncomingState;
}

/** What goes between us and partners, without what it says of anybody. */
@ApiTags('exchange')
@Controller('exchange')
export class ExchangeDeskController {
  constructor(
    private readonly book: PostBook,
    private readonly desk: ExchangeDesk,
    private readonly keys: ToldKeys,
    @Inject(DEPLOYMENT) private readonly deployment: Deployment,
  ) {}

  /** What we send, the newest first. */
  @Get('outbox')
  @ApiOkResponse({ type: OutgoingPageDto })
  @Refuses(400, 403)
  async outbox(
    @Query() { limit, cursor, partnerId, state }: OutboxQuery,
    @By() by: StaffActor,
  ): Promise<OutgoingPageDto> {
    const filter = { partnerId: partnerId as PartnerId | undefined, state };
    const lines = await this.book.outbox(filter, { limit: limit + 1, after: cursor as MessageId | undefined }, by);
    return pageOf(lines.map(showOutgoing), limit);
  }

  /** Once more: the same bytes while the partner takes them, else written anew under the name that is answered. */
  @Post('outbox/:id/send-again')
  @Acts()
  sendAgain(@Param('id', RecordIdPipe) id: MessageId, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.desk.sendAgain(id, by);
  }

  /** For good; what waits behind it goes its way. */
  @Post('outbox/:id/give-up')
  @Acts()
  giveUp(@Param('id', RecordIdPipe) id: MessageId, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.desk.giveUp(id, by);
  }

  /** What partners sent us, the newest first. */
  @Get('inbox')
  @ApiOkResponse({ type: IncomingPageDto })
  @Refuses(400, 403)
  async inbox(
    @Query() { limit, cursor, partnerId, state }: InboxQuery,
    @By() by: StaffActor,
  ): Promise<IncomingPageDto> {
    const filter = { partnerId: partnerId as PartnerId | undefined, state };
    const lines = await this.book.inbox(filter, { limit: limit + 1, after: cursor as MessageId | undefined }, by);
    return pageOf(lines.map(showIncoming), limit);
  }

  /** What a partner needs to know of us, with the fingerprints to be read out by voice. */
  @Get('keys')
  @ApiOkResponse({ type: OwnKeysDto })
  @Refuses(403)
  async ownKeys(@By() by: StaffActor): Promise<OwnKeysDto> {
    const { society, exchangeOrigin: address } = this.deployment;
    return { society, address, keys: (await this.keys.list(by)).map(showOwnKey) };
  }
}
