import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ROLES, type Role } from '#libs/kernel';
import { Choice, Flag, Pattern, Text, Uuid } from '../http/fields.js';
import { ReceiptDto } from '../http/receipt.js';

export class ChangedAccountDto {
  @Text({ max: 200 })
  name!: string;

  @Choice(ROLES, 'Role')
  role!: Role;

  @Uuid()
  branchId!: string;
}

export class NewAccountDto extends ChangedAccountDto {
  @Pattern(/^[^\s@]{1,64}@[^\s@]{1,189}$/, 'must be an e-mail address')
  email!: string;
}

export class InvitedDto extends ReceiptDto {
  @ApiPropertyOptional({ description: 'part of the enrolment link; shown this once' })
  enrolmentToken?: string;
}

export class AccountDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  email!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: ROLES, enumName: 'Role' })
  role!: Role;

  @ApiProperty({ format: 'uuid' })
  branchId!: string;

  @ApiProperty({ enum: ['invited', 'active', 'disabled'], enumName: 'AccountState' })
  state!: 'invited' | 'active' | 'disabled';

  @ApiProperty({ description: 'has learned how to bring the news that somebody died' })
  trainedForNewsOfDeath!: boolean;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class TrainingDto {
  @Flag({ description: 'has learned how to bring the news that somebody died' })
  newsOfDeath!: boolean;
}

export class AccountsDto {
  @ApiProperty({ type: () => AccountDto, isArray: true })
  items!: AccountDto[];
}

export class ColleagueDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: ROLES, enumName: 'Role' })
  role!: Role;

  @ApiProperty({ description: 'has learned how to bring the news that somebody died' })
  trainedForNewsOfDeath!: boolean;
}

export class ColleaguesDto {
  @ApiProperty({ type: () => ColleagueDto, isArray: true })
  items!: ColleagueDto[];
}

export class NewBranchDto {
  @Text({ max: 200 })
  name!: string;

  @Pattern(/^[A-Z]{2,6}$/, 'must be two to six capital letters')
  code!: string;
}

export class BranchDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  code!: string;
}

export class BranchesDto {
  @ApiProperty({ type: () => BranchDto, isArray: true })
  items!: BranchDto[];
}
