import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { StaffActor } from '#libs/kernel';
import { Tasks, type TaskId } from '#libs/tasks';
import { Changes, type ReceiptDto } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import { MyWork } from './my-work.js';
import { WorkDto, WorkQuery } from './work.dto.js';

@ApiTags('work')
@Controller()
export class WorkController {
  constructor(
    private readonly work: MyWork,
    private readonly tasks: Tasks,
  ) {}

  @Get('work')
  @ApiOkResponse({ type: WorkDto })
  list(@Query() { kind }: WorkQuery, @By() by: StaffActor): Promise<WorkDto> {
    return this.work.of(by, kind);
  }

  /** Says that a task was done. What ends by a step of its own is refused. */
  @Post('tasks/:id/done')
  @HttpCode(200)
  @Changes()
  done(
    @Param('id', RecordIdPipe) id: TaskId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.tasks.done(id, version, by);
  }
}
