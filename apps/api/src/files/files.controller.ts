import { Body, Controller, Get, Param, Post, Req, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Files, type FileId } from '#libs/files';
import type { DossierId, StaffActor } from '#libs/kernel';
import { Changes, Creates, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import { FileListDto, NewFileDto, newFileOf, RemoveFileDto, showFiles } from './files.dto.js';
import { BINARY, saved } from './saved.js';

@ApiTags('files')
@Controller()
export class FilesController {
  constructor(private readonly files: Files) {}

  @Get('dossiers/:id/files')
  @OfRecord()
  @ApiOkResponse({ type: FileListDto })
  @Refuses(404)
  async list(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<FileListDto> {
    return showFiles(await this.files.list(id, by), this.files.largest);
  }

  /** Says which file is to come; its bytes follow in a request of their own. */
  @Post('dossiers/:id/files')
  @Creates()
  @OfRecord()
  @Refuses(404)
  announce(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() file: NewFileDto,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.files.announce(id, newFileOf(file), by);
  }

  /** The bytes, as they are. */
  @Post('files/:id/content')
  @Changes()
  @ApiConsumes('application/octet-stream')
  @ApiBody(BINARY)
  @Refuses(411, 413, 415)
  receive(
    @Param('id', RecordIdPipe) id: FileId,
    @Req() request: Request,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.files.receive(id, request, Number(request.headers['content-length'] ?? 0), version, by);
  }

  /** Takes it out of the record; that it was there, and why it is no more, stays. */
  @Post('files/:id/remove')
  @Changes()
  remove(
    @Param('id', RecordIdPipe) id: FileId,
    @Body() { reason }: RemoveFileDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.files.remove(id, reason, version, by);
  }

  @Get('files/:id/content')
  @OfRecord()
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(BINARY)
  @Refuses(404, 409)
  async content(@Param('id', RecordIdPipe) id: FileId, @By() by: StaffActor): Promise<StreamableFile> {
    return saved(await this.files.open(id, 'content', by));
  }

  @Get('files/:id/preview')
  @OfRecord()
  @ApiProduces('image/jpeg')
  @ApiOkResponse(BINARY)
  @Refuses(404, 409)
  async preview(@Param('id', RecordIdPipe) id: FileId, @By() by: StaffActor): Promise<StreamableFile> {
    return saved(await this.files.open(id, 'preview', by));
  }
}
