import { type DynamicModule, Module } from '@nestjs/common';
import { ConsentModule } from '#libs/consent';
import { PeopleModule } from '#libs/people';
import { TasksModule } from '#libs/tasks';
import { Mailbox } from './mailbox.js';
import { FailingContact, MailboxMessage, Notification } from './notification.entity.js';
import { Notifications } from './notifications.js';
import { Outgoing, outgoing, type NotificationOptions } from './outgoing.js';
import { SendNotification } from './send-notification.js';

export const NOTIFICATIONS_ENTITIES = [Notification, FailingContact, MailboxMessage];

/** For whoever asks for notifications and looks at the letter-box; the worker alone sends. */
@Module({ providers: [Notifications, Mailbox], exports: [Notifications, Mailbox] })
export class NotificationsModule {
  static forWorker(options: NotificationOptions): DynamicModule {
    return {
      module: NotificationsModule,
      imports: [PeopleModule, ConsentModule, TasksModule],
      providers: [{ provide: Outgoing, useFactory: () => outgoing(options) }, SendNotification],
    };
  }
}
