import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { InformationNotices, PersonBases, Releases, type BasisId, type ReleaseId } from '#libs/consent';
import { Clock, dayOf, type PersonId, type StaffActor } from '#libs/kernel';
import { Changes, CreatesFor, OfRecord, ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import {
  FullBasisDto,
  fullBasisOf,
  InformationNoticesDto,
  NarrowDto,
  NewReleaseDto,
  NoticesQuery,
  PersonBasesDto,
  RestrictDto,
  SaidNoDto,
  saidOf,
  showPersonBases,
} from './bases.dto.js';

@ApiTags('consent')
@Controller()
export class BasesController {
  constructor(
    private readonly bases: PersonBases,
    private readonly releases: Releases,
    private readonly clock: Clock,
    private readonly given: InformationNotices,
  ) {}

  @Get('information-notices')
  @ApiOkResponse({ type: InformationNoticesDto })
  @Refuses(400)
  notices(@Query() { on }: NoticesQuery): InformationNoticesDto {
    return { items: this.given.current(on ?? dayOf(this.clock.now())) };
  }

  @Get('persons/:id/bases')
  @OfRecord()
  @ApiOkResponse({ type: PersonBasesDto })
  @Refuses(404)
  async read(@Param('id', RecordIdPipe) id: PersonId, @By() by: StaffActor): Promise<PersonBasesDto> {
    return showPersonBases(await this.bases.read(id, by));
  }

  @Post('persons/:id/bases')
  @CreatesFor()
  record(
    @Param('id', RecordIdPipe) id: PersonId,
    @Body() basis: FullBasisDto,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.bases.record(id, fullBasisOf(basis), by);
  }

  /** Given again, with other words or another reach. */
  @Post('bases/:id/revise')
  @Changes()
  revise(
    @Param('id', RecordIdPipe) id: BasisId,
    @Body() basis: FullBasisDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.bases.revise(id, fullBasisOf(basis), version, by);
  }

  @Post('bases/:id/narrow')
  @Changes()
  narrow(
    @Param('id', RecordIdPipe) id: BasisId,
    @Body() { purposes, ...said }: NarrowDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.bases.narrow(id, purposes, saidOf(said), version, by);
  }

  @Post('bases/:id/restrict')
  @Changes()
  restrict(
    @Param('id', RecordIdPipe) id: BasisId,
    @Body() { restrictions, ...said }: RestrictDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.bases.restrict(id, restrictions, saidOf(said), version, by);
  }

  /** What the person agreed to, they take back. */
  @Post('bases/:id/withdraw')
  @Changes()
  withdraw(
    @Param('id', RecordIdPipe) id: BasisId,
    @Body() said: SaidNoDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.bases.withdraw(id, saidOf(said), version, by);
  }

  /** To what others hold to be right a person objects: the purposes named stop at once. */
  @Post('bases/:id/object')
  @Changes()
  object(
    @Param('id', RecordIdPipe) id: BasisId,
    @Body() { purposes, ...said }: NarrowDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.bases.object(id, purposes, saidOf(said), version, by);
  }

  /** The child protection specialist decides that a use is safe for a person at risk. */
  @Post('persons/:id/protection-releases')
  @CreatesFor()
  release(
    @Param('id', RecordIdPipe) id: PersonId,
    @Body() { purpose, validUntil, reason }: NewReleaseDto,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.releases.release(id, { purpose, validUntil, reason }, by);
  }

  @Post('protection-releases/:id/end')
  @HttpCode(200)
  @OfRecord()
  @ApiOkResponse({ type: ReceiptDto })
  @Refuses(403, 404)
  endRelease(@Param('id', RecordIdPipe) id: ReleaseId, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.releases.end(id, by);
  }
}
