import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Nested, Text } from '../http/fields.js';
import { MadePasskeyDto } from '../session/passkey.dto.js';
import { NEW_PASSWORD } from '../session/session.dto.js';

export class PasskeyDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'what its owner calls it' })
  name!: string;

  @ApiProperty({ format: 'date-time' })
  addedAt!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  usedAt?: string;
}

export class OwnAccountDto {
  @ApiProperty({ type: () => PasskeyDto, isArray: true })
  passkeys!: PasskeyDto[];

  @ApiProperty({ type: 'integer', description: 'where the same account is signed in besides here' })
  otherSessions!: number;
}

export class ProofDto {
  @Text({ max: 200, description: 'the password of now' })
  password!: string;
}

export class ChangedPasswordDto extends ProofDto {
  @Text(NEW_PASSWORD)
  newPassword!: string;
}

export class NewPasskeyDto {
  @Text({ max: 60, description: 'what its owner calls it' })
  name!: string;

  @Nested(() => MadePasskeyDto)
  passkey!: MadePasskeyDto;
}
