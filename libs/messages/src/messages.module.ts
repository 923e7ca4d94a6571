import { Module } from '@nestjs/common';
import { ConsentModule } from '#libs/consent';
import { PeopleModule } from '#libs/people';
import { TasksModule } from '#libs/tasks';
import { MessageReader } from './message-view.js';
import { RedCrossMessage } from './message.entity.js';
import { Messages } from './messages.js';

export const MESSAGES_ENTITIES = [RedCrossMessage];

@Module({
  imports: [PeopleModule, ConsentModule, TasksModule],
  providers: [Messages, MessageReader],
  exports: [Messages, MessageReader],
})
export class MessagesModule {}
