import { Module } from '@nestjs/common';
import { PeopleModule } from '#libs/people';
import { Basis } from './basis.entity.js';
import { Consent } from './consent.js';
import { PersonBases } from './person-bases.js';
import { Refusals } from './refusals.js';
import { ProtectionRelease, Releases } from './releases.js';

export const CONSENT_ENTITIES = [Basis, ProtectionRelease];

@Module({
  imports: [PeopleModule],
  providers: [Consent, Refusals, PersonBases, Releases],
  exports: [Consent, Refusals, PersonBases, Releases],
})
export class ConsentModule {}
