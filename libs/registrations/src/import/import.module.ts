import { Module } from '@nestjs/common';
import { RegistrationsModule } from '../registrations.module.js';
import { ImportRegistrations } from './import-registrations.js';

/** For the processes that import files: the command line. */
@Module({ imports: [RegistrationsModule], providers: [ImportRegistrations], exports: [ImportRegistrations] })
export class ImportModule {}
