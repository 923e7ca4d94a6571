import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { DossierId, StaffActor } from '#libs/kernel';
import { RegistrationCorrections, RegistrationList, RegistrationReader, Registrations } from '#libs/registrations';
import { PageQuery, pageOf } from '../http/paging.js';
import { Changes, Creates, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import { RegistrationDto, showRegistration } from './registration-view.dto.js';
import {
  correctionOf,
  CorrectRegistrationDto,
  NewRegistrationDto,
  registrationOf,
  RegistrationPageDto,
} from './registrations.dto.js';

@ApiTags('registrations')
@Controller('registrations')
export class RegistrationsController {
  constructor(
    private readonly registrations: Registrations,
    private readonly corrections: RegistrationCorrections,
    private readonly registered: RegistrationList,
    private readonly reader: RegistrationReader,
  ) {}

  @Get()
  @ApiOkResponse({ type: RegistrationPageDto })
  @Refuses(400, 403)
  async list(@Query() { limit, cursor }: PageQuery, @By() by: StaffActor): Promise<RegistrationPageDto> {
    return pageOf(await this.registered.list({ limit: limit + 1, after: cursor as DossierId | undefined }, by), limit);
  }

  @Post()
  @Creates()
  register(@Body() registration: NewRegistrationDto, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.registrations.register(registrationOf(registration), by);
  }

  @Get(':id')
  @OfRecord()
  @ApiOkResponse({ type: RegistrationDto })
  @Refuses(404)
  async read(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<RegistrationDto> {
    return showRegistration(await this.reader.read(id, by));
  }

  @Post(':id/correct')
  @Changes()
  correct(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() correction: CorrectRegistrationDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.corrections.correct(id, correctionOf(correction), version, by);
  }
}
