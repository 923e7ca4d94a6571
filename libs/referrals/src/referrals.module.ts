import { Module } from '@nestjs/common';
import { ConsentModule } from '#libs/consent';
import { TasksModule } from '#libs/tasks';
import { Providers } from './providers.js';
import { Referral, ServiceProvider } from './referral.entity.js';
import { Referrals } from './referrals.js';

export const REFERRALS_ENTITIES = [ServiceProvider, Referral];

@Module({
  imports: [ConsentModule, TasksModule],
  providers: [Providers, Referrals],
  exports: [Providers, Referrals],
})
export class ReferralsModule {}
