import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { DossierId, StaffActor } from '#libs/kernel';
import { RegistrationList, RegistrationReader, Registrations } from '#libs/registrations';
import { PageQuery, pageOf } from '../http/paging.js';
import { Creates, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By } from '../http/request-actor.js';
import { showBasis, showPerson } from '../people/person.dto.js';
import { NewRegistrationDto, RegistrationDto, registrationOf, RegistrationPageDto } from './registrations.dto.js';

@ApiTags('registrations')
@Controller('registrations')
export class RegistrationsController {
  constructor(
    private readonly registrations: Registrations,
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
    const view = await this.reader.read(id, by);
    const {
      reference,
      kind,
      sensitivity,
      branch,
      registeredBy,
      registeredOn,
      wantsContact,
      place,
      circumstances,
      caregiver,
      careArrangement,
      version,
    } = view;
    return {
      id,
      reference,
      kind,
      sensitivity,
      branch,
      registeredBy,
      registeredOn,
      wantsContact,
      person: showPerson(view.person),
      place,
      circumstances,
      caregiver,
      careArrangement,
      ...(view.basis && { basis: showBasis(view.basis) }),
      notes: view.notes.map(({ text, writtenAt }) => ({ text, ...(writtenAt && { at: writtenAt }) })),
      version,
    };
  }
}
