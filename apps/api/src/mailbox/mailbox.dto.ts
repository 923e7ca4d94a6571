import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CHANNELS, type Channel } from '#libs/notifications';

export class MailboxMessageDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  dossierId!: string;

  @ApiProperty({ format: 'date-time' })
  deliveredAt!: string;

  @ApiProperty({ enum: CHANNELS, enumName: 'NotificationChannel' })
  channel!: Channel;

  @ApiProperty({ description: 'where it would have gone' })
  address!: string;

  @ApiProperty()
  language!: string;

  @ApiProperty()
  subject!: string;

  @ApiProperty()
  text!: string;
}

export class MailboxPageDto {
  @ApiProperty({ type: () => MailboxMessageDto, isArray: true })
  items!: MailboxMessageDto[];

  @ApiPropertyOptional({ format: 'uuid' })
  nextCursor?: string;
}
