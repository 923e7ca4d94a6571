import { Module } from '@nestjs/common';
import { TasksModule } from '#libs/tasks';
import { HandOverRequests } from '../hand-over-requests.js';
import { HandOverSearches } from '../hand-over-searches.js';
import { ContactFreshness, HoldsThatEnd, LostEnquirers, OverdueRequests, ReviewsDue } from './request-schedules.js';

/** What the worker does about requests: by the clock, and when somebody left. */
@Module({
  imports: [TasksModule],
  providers: [
    OverdueRequests,
    HoldsThatEnd,
    ReviewsDue,
    LostEnquirers,
    ContactFreshness,
    HandOverRequests,
    HandOverSearches,
  ],
})
export class RequestSchedulesModule {}
