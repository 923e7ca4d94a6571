import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ACCESS_ENTITIES, AccessModule } from '#libs/access';
import { AuditModule } from '#libs/audit';
import { CASES_ENTITIES, CasesModule } from '#libs/cases';
import type { Settings } from '#libs/config';
import { BlindIndex, FamilyKeys, KeyringKeyProvider, openKeyring, type Keyring } from '#libs/crypto';
import { CONSENT_ENTITIES, NoticesModule } from '#libs/consent';
import { DatabaseModule, type DatabaseRole } from '#libs/database';
import { EXPORTS_ENTITIES, ExportsModule } from '#libs/exports';
import { PARTNERS_ENTITIES, PartnersModule } from '#libs/partners';
import { FILES_ENTITIES, FilesModule } from '#libs/files';
import { FAMILY_ACCESS_ENTITIES, FamilyAccessModule } from '#libs/family-access';
import { MATCHING_ENTITIES, MatchingModule } from '#libs/matching';
import { MessageErasureModule } from '#libs/messages';
import { PEOPLE_ENTITIES } from '#libs/people';
import {
  ImportModule,
  LISTS_ENTITIES,
  ListsModule,
  REGISTRATIONS_ENTITIES,
  RegistrationsModule,
} from '#libs/registrations';
import { STEWARDSHIP_ENTITIES, StewardshipModule } from '#libs/stewardship';
import { databaseUrl } from './home.js';

@Module({})
class OperatorModule {}

export interface Operator {
  get: INestApplicationContext['get'];
  keyring: Keyring;
}

/**
 * Does something with the services of Relink from the command line, as the given database role, and closes everything
 * behind it.
 */
export async function withOperator<T>(
  settings: Settings,
  role: DatabaseRole,
  work: (operator: Operator) => Promise<T>,
): Promise<T> {
  const keyring = await openKeyring(settings.keyring);
  const entities = [
    ...ACCESS_ENTITIES,
    ...PEOPLE_ENTITIES,
    ...CONSENT_ENTITIES,
    ...CASES_ENTITIES,
    ...REGISTRATIONS_ENTITIES,
    ...LISTS_ENTITIES,
    ...MATCHING_ENTITIES,
    ...STEWARDSHIP_ENTITIES,
    ...FAMILY_ACCESS_ENTITIES,
    ...FILES_ENTITIES,
    ...EXPORTS_ENTITIES,
    ...PARTNERS_ENTITIES,
  ];
  const context = await NestFactory.createApplicationContext(
    {
      module: OperatorModule,
      imports: [
        DatabaseModule.forRoot({
          url: databaseUrl(settings, role),
          pool: 4,
          entities,
          keys: new KeyringKeyProvider(keyring),
        }),
        AuditModule.forRoot(settings.auditChains),
        NoticesModule.forRoot(settings.informationNotices),
        AccessModule.forRoot({
          sessionMinutes: settings.sessionMinutes,
          index: new BlindIndex(keyring),
          origin: settings.publicOrigin,
        }),
        CasesModule.forRoot(settings.society),
        RegistrationsModule,
        MatchingModule.forSearch(settings.society),
        ImportModule,
        FamilyAccessModule.forStaff(new FamilyKeys(keyring), settings.portalWordMemory),
        StewardshipModule.forReplay(),
        FilesModule.forErasing(),
        ExportsModule.forErasing(),
        PartnersModule.forErasing(),
        MessageErasureModule,
        ListsModule.forErasing(),
        PartnersModule,
      ],
    },
    { logger: false, abortOnError: false },
  );
  try {
    return await work({ get: context.get.bind(context), keyring });
  } finally {
    await context.close();
  }
}
