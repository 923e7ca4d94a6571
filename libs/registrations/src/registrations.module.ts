import { Module } from '@nestjs/common';
import { ConsentModule } from '#libs/consent';
import { PeopleModule } from '#libs/people';
import { TasksModule } from '#libs/tasks';
import { BestInterestsDecision } from './best-interests.entity.js';
import { CareArrangement } from './care-arrangement.entity.js';
import { Care } from './care.js';
import { RegistrationCharge } from './charge.js';
import { ContactWishes } from './contact-wishes.js';
import { RegistrationCorrections } from './corrections.js';
import { RegistrationEndings } from './ending.js';
import { FollowUp } from './follow-up.entity.js';
import { FollowUps } from './follow-ups.js';
import { HouseholdMember } from './household-member.entity.js';
import { Recording } from './recording.js';
import { RegistrationChange } from './registration-change.entity.js';
import { RegistrationList } from './registration-list.js';
import { RegistrationTransfer } from './registration-transfer.entity.js';
import { RegistrationReader } from './registration-view.js';
import { Registration, RegistrationNote } from './registration.entity.js';
import { Registrations } from './registrations.js';
import { RegistrationSharing } from './sharing.js';

export const REGISTRATIONS_ENTITIES = [
  Registration,
  RegistrationNote,
  HouseholdMember,
  CareArrangement,
  BestInterestsDecision,
  FollowUp,
  RegistrationChange,
  RegistrationTransfer,
];

const VERBS = [
  Registrations,
  RegistrationCorrections,
  Care,
  FollowUps,
  ContactWishes,
  RegistrationEndings,
  RegistrationCharge,
  RegistrationSharing,
  RegistrationList,
  RegistrationReader,
];

@Module({
  imports: [PeopleModule, ConsentModule, TasksModule],
  providers: [Recording, ...VERBS],
  exports: VERBS,
})
export class RegistrationsModule {}
