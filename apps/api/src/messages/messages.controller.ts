import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { DossierId, StaffActor } from '#libs/kernel';
import { MessageReader, Messages, type MessageInput } from '#libs/messages';
import { PageQuery, pageOf } from '../http/paging.js';
import { Changes, Creates, CreatesFor, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import { personOf } from '../people/person.dto.js';
import {
  BecomeRequestDto,
  CheckMessageDto,
  CloseMessageDto,
  DeliverMessageDto,
  ForwardMessageDto,
  MessageDto,
  MessagePageDto,
  NewMessageDto,
  RefuseMessageDto,
  ReturnMessageDto,
  showMessage,
} from './messages.dto.js';

@ApiTags('red cross messages')
@Controller('red-cross-messages')
export class MessagesController {
  constructor(
    private readonly messages: Messages,
    private readonly reader: MessageReader,
  ) {}

  @Get()
  @ApiOkResponse({ type: MessagePageDto })
  @Refuses(400, 403)
  async list(@Query() { limit, cursor }: PageQuery, @By() by: StaffActor): Promise<MessagePageDto> {
    const lines = await this.reader.list({ limit: limit + 1, after: cursor as DossierId | undefined }, by);
    return pageOf(
      lines.map(({ collectedAt, ...line }) => ({ ...line, collectedAt: collectedAt.toISOString() })),
      limit,
    );
  }

  @Post()
  @Creates()
  collect(@Body() { sensitivity, ...message }: NewMessageDto, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.messages.collect({ sensitivity, ...messageOf(message) }, by);
  }

  @Get(':id')
  @OfRecord()
  @ApiOkResponse({ type: MessageDto })
  @Refuses(404)
  async read(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<MessageDto> {
    return showMessage(await this.reader.read(id, by));
  }

  /** The answer of the one the message was delivered to. */
  @Post(':id/replies')
  @CreatesFor()
  reply(
    @Param('id', RecordIdPipe) replyTo: DossierId,
    @Body() { sensitivity, ...message }: NewMessageDto,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.messages.collect({ sensitivity, replyTo, ...messageOf(message) }, by);
  }

  @Post(':id/check')
  @Changes()
  check(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { familyNewsOnly, readable }: CheckMessageDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.messages.check(id, { familyNewsOnly, readable }, version, by);
  }

  @Post(':id/refuse')
  @Changes()
  refuse(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { reason }: RefuseMessageDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.messages.refuse(id, reason, version, by);
  }

  @Post(':id/become-tracing-request')
  @Changes()
  becomeTracingRequest(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { requestId }: BecomeRequestDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.messages.becomeTracingRequest(id, requestId as DossierId, version, by);
  }

  @Post(':id/forward')
  @Changes()
  forward(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { way }: ForwardMessageDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.messages.forward(id, way, version, by);
  }

  @Post(':id/deliver')
  @Changes()
  deliver(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { mode, where, on, replyInvited }: DeliverMessageDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.messages.deliver(id, { mode, where, on, replyInvited }, version, by);
  }

  @Post(':id/return')
  @Changes()
  return(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { reason, note }: ReturnMessageDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.messages.return(id, { reason, ...(note && { note }) }, version, by);
  }

  @Post(':id/close')
  @Changes()
  close(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { writerTold }: CloseMessageDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.messages.close(id, writerTold, version, by);
  }
}

function messageOf({ writer, addressee, ...message }: Omit<NewMessageDto, 'sensitivity'>): MessageInput {
  return { ...message, writer: personOf(writer, 'writer'), addressee: personOf(addressee, 'addressee') };
}
