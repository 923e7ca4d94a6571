import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { NotFound, type StaffActor } from '#libs/kernel';
import { Mailbox, type NotificationId } from '#libs/notifications';
import { PageQuery, pageOf } from '../http/paging.js';
import { Refuses } from '../http/receipt.js';
import { By } from '../http/request-actor.js';
import { DEPLOYMENT, type Deployment } from '../session/session.controller.js';
import { MailboxPageDto } from './mailbox.dto.js';

@ApiTags('mailbox')
@Controller('mailbox')
export class MailboxController {
  constructor(
    private readonly mailbox: Mailbox,
    @Inject(DEPLOYMENT) private readonly deployment: Deployment,
  ) {}

  /** What would have been sent to people, in a demonstration. Elsewhere there is no such thing. */
  @Get()
  @ApiOkResponse({ type: MailboxPageDto })
  @Refuses(400, 403, 404)
  async list(@Query() { limit, cursor }: PageQuery, @By() by: StaffActor): Promise<MailboxPageDto> {
    if (!this.deployment.demo) throw new NotFound();
    const lines = await this.mailbox.list({ limit: limit + 1, after: cursor as NotificationId | undefined }, by);
    return pageOf(
      lines.map(({ id, dossierId, deliveredAt, channel, address, language, subject, text }) => ({
        id,
        dossierId,
        deliveredAt: deliveredAt.toISOString(),
        channel,
        address,
        language,
        subject,
        text,
      })),
      limit,
    );
  }
}
