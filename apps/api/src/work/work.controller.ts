import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { StaffActor } from '#libs/kernel';
import { By } from '../http/request-actor.js';
import { MyWork } from './my-work.js';
import { WorkDto } from './work.dto.js';

@ApiTags('work')
@Controller('work')
export class WorkController {
  constructor(private readonly work: MyWork) {}

  @Get()
  @ApiOkResponse({ type: WorkDto })
  list(@By() by: StaffActor): Promise<WorkDto> {
    return this.work.of(by);
  }
}
