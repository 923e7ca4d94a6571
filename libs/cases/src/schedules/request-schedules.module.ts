import { Module } from '@nestjs/common';
import { TasksModule } from '#libs/tasks';
import { ContactFreshness, HoldsThatEnd, LostEnquirers, OverdueRequests, ReviewsDue } from './request-schedules.js';

/** What the worker does about requests by the clock. */
@Module({
  imports: [TasksModule],
  providers: [OverdueRequests, HoldsThatEnd, ReviewsDue, LostEnquirers, ContactFreshness],
})
export class RequestSchedulesModule {}
