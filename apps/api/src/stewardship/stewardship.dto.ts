import { ApiProperty } from '@nestjs/swagger';

/** The answer to a change of a setting, which is known by its name. */
export class SettingReceiptDto {
  @ApiProperty()
  id!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}
