import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Accounts } from '#libs/access';
import type { AccountId, BranchId, StaffActor } from '#libs/kernel';
import { Changes, Creates, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import {
  AccountsDto,
  BranchesDto,
  ChangedAccountDto,
  ColleaguesDto,
  InvitedDto,
  NewAccountDto,
  NewBranchDto,
  TrainingDto,
} from './accounts.dto.js';

@ApiTags('administration')
@Controller()
export class AccountsController {
  constructor(private readonly accounts: Accounts) {}

  @Get('accounts')
  @ApiOkResponse({ type: AccountsDto })
  @Refuses(403)
  async list(@By() by: StaffActor): Promise<AccountsDto> {
    const accounts = await this.accounts.list(by);
    return {
      items: accounts.map(({ id, email, name, role, branchId, state, trainedForNewsOfDeath, version }) => ({
        id,
        email,
        name,
        role,
        branchId,
        state,
        trainedForNewsOfDeath,
        version,
      })),
    };
  }

  @Post('accounts')
  @HttpCode(201)
  @ApiCreatedResponse({ type: InvitedDto })
  @Refuses(400, 403, 409)
  async invite(@Body() { email, name, role, branchId }: NewAccountDto, @By() by: StaffActor): Promise<InvitedDto> {
    const { receipt, enrolmentToken } = await this.accounts.invite(
      { email, name, role, branchId: branchId as BranchId },
      by,
    );
    return { ...receipt, enrolmentToken };
  }

  @Post('accounts/:id/record-training')
  @Changes()
  recordTraining(
    @Param('id', RecordIdPipe) id: AccountId,
    @Body() { newsOfDeath }: TrainingDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.accounts.recordTraining(id, { newsOfDeath }, version, by);
  }

  @Post('accounts/:id/change')
  @Changes()
  change(
    @Param('id', RecordIdPipe) id: AccountId,
    @Body() { name, role, branchId }: ChangedAccountDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.accounts.change(id, { name, role, branchId: branchId as BranchId }, version, by);
  }

  @Post('accounts/:id/disable')
  @Changes()
  disable(
    @Param('id', RecordIdPipe) id: AccountId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.accounts.disable(id, version, by);
  }

  @Post('accounts/:id/invite-again')
  @Changes(InvitedDto)
  async inviteAgain(
    @Param('id', RecordIdPipe) id: AccountId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<InvitedDto> {
    const { receipt, enrolmentToken } = await this.accounts.inviteAgain(id, version, by);
    return { ...receipt, enrolmentToken };
  }

  @Get('colleagues')
  @ApiOkResponse({ type: ColleaguesDto })
  @Refuses(403)
  async colleagues(@By() by: StaffActor): Promise<ColleaguesDto> {
    const colleagues = await this.accounts.colleagues(by);
    return {
      items: colleagues.map(({ id, name, role, trainedForNewsOfDeath }) => ({ id, name, role, trainedForNewsOfDeath })),
    };
  }

  @Get('branches')
  @ApiOkResponse({ type: BranchesDto })
  async branches(@By() by: StaffActor): Promise<BranchesDto> {
    const branches = await this.accounts.listBranches(by);
    return { items: branches.map(({ id, name, code }) => ({ id, name, code })) };
  }

  @Post('branches')
  @Creates()
  addBranch(@Body() { name, code }: NewBranchDto, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.accounts.addBranch({ name, code }, by);
  }
}
