import { Module } from '@nestjs/common';
import { ConsentModule } from '#libs/consent';
import { PeopleModule } from '#libs/people';
import { TasksModule } from '#libs/tasks';
import { Family } from './family.js';
import { ReunificationReader } from './reunification-view.js';
import {
  Reunification,
  ReunificationFollowUp,
  ReunificationMember,
  ReunificationStatement,
} from './reunification.entity.js';
import { Reunifications } from './reunifications.js';

export const REUNIFICATION_ENTITIES = [
  Reunification,
  ReunificationMember,
  ReunificationStatement,
  ReunificationFollowUp,
];

@Module({
  imports: [PeopleModule, ConsentModule, TasksModule],
  providers: [Family, Reunifications, ReunificationReader],
  exports: [Reunifications, ReunificationReader],
})
export class ReunificationModule {}
