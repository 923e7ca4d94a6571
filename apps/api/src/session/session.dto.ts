import { ApiProperty } from '@nestjs/swagger';
import { LEAST_PASSWORD } from '#libs/access';
import { ROLES, type Role } from '#libs/kernel';
import { Pattern, Text } from '../http/fields.js';

export class PasswordDto {
  @Text({ max: 254 })
  email!: string;

  @Text({ max: 200 })
  password!: string;
}

export class ChallengeDto {
  @ApiProperty()
  challenge!: string;

  @ApiProperty({ enum: ['totp'] })
  next!: 'totp';
}

export class CodeDto {
  @Pattern(/^[\w-]{20,100}$/, 'is not valid; start again with your password')
  challenge!: string;

  @Pattern(/^\d{3} ?\d{3}$/, 'must be the six digits of your authenticator')
  code!: string;
}

export class SignedInAccountDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  email!: string;

  @ApiProperty({ enum: ROLES, enumName: 'Role' })
  role!: Role;

  @ApiProperty({ format: 'uuid' })
  branchId!: string;

  @ApiProperty()
  branchName!: string;

  @ApiProperty()
  society!: string;
}

export class SessionDto {
  @ApiProperty({ type: () => SignedInAccountDto })
  account!: SignedInAccountDto;

  @ApiProperty({ description: 'true where everything here is invented' })
  demo!: boolean;
}

export const NEW_PASSWORD = {
  min: LEAST_PASSWORD,
  max: 200,
  description: 'twelve characters or more; a sentence is good',
};

export class NewPasswordDto {
  @Text(NEW_PASSWORD)
  password!: string;
}

export class TotpSetUpDto {
  @ApiProperty({ description: 'otpauth:// address for authenticator apps' })
  totpUri!: string;

  @ApiProperty({ description: 'the same secret in base32, for typing in' })
  totpSecret!: string;
}

export class FirstCodeDto {
  @Pattern(/^\d{3} ?\d{3}$/, 'must be the six digits of your authenticator')
  code!: string;
}
