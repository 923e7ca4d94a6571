import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Accounts } from '#libs/access';
import type { BranchId, StaffActor } from '#libs/kernel';
import { Creates, type ReceiptDto, Refuses } from '../http/receipt.js';
import { By } from '../http/request-actor.js';
import { AccountsDto, BranchesDto, ColleaguesDto, InvitedDto, NewAccountDto, NewBranchDto } from './accounts.dto.js';

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
      items: accounts.map(({ id, email, name, role, branchId, state }) => ({ id, email, name, role, branchId, state })),
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

  @Get('colleagues')
  @ApiOkResponse({ type: ColleaguesDto })
  @Refuses(403)
  async colleagues(@By() by: StaffActor): Promise<ColleaguesDto> {
    const colleagues = await this.accounts.colleagues(by);
    return { items: colleagues.map(({ id, name, role }) => ({ id, name, role })) };
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
