import { Module } from '@nestjs/common';
import { ConsentModule } from '#libs/consent';
import { PeopleModule } from '#libs/people';
import { Recording } from './recording.js';
import { RegistrationList } from './registration-list.js';
import { RegistrationReader } from './registration-view.js';
import { Registration, RegistrationNote } from './registration.entity.js';
import { Registrations } from './registrations.js';

export const REGISTRATIONS_ENTITIES = [Registration, RegistrationNote];

@Module({
  imports: [PeopleModule, ConsentModule],
  providers: [Recording, Registrations, RegistrationList, RegistrationReader],
  exports: [Registrations, RegistrationList, RegistrationReader],
})
export class RegistrationsModule {}
