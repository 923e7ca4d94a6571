import { type DynamicModule, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { Settings } from '#libs/config';
import { PortalKeys } from '#libs/crypto';
import {
  Patience,
  PATIENCE,
  PORTAL_OPTIONS,
  PortalDatabase,
  PortalDoor,
  type PatienceOptions,
} from '#libs/family-access';
import { Log } from '#libs/process';
import { DoorController, PORTAL_SETTINGS } from './door.controller.js';
import { FamilySession } from './family-session.js';
import { FamilyController } from './family.controller.js';
import { PortalHealthController } from './health.controller.js';
import { Pages } from './pages.js';
import { RENDER_OPTIONS, Renderer } from './render.js';
import { TroubleFilter } from './trouble.filter.js';

@Injectable()
class CloseDatabase implements OnApplicationShutdown {
  constructor(private readonly database: PortalDatabase) {}

  onApplicationShutdown(): Promise<void> {
    return this.database.close();
  }
}

/** The family portal: pages without script over a database role that sees one row at a time. No key in it opens anything. */
@Module({})
export class PortalModule {
  static forRoot(settings: Settings, keys: PortalKeys, log: Log, patience: PatienceOptions = PATIENCE): DynamicModule {
    const { portalOrigin, portalExit, portalSessionMinutes, portalWordMemory, portalAudio, callBackPhone } = settings;
    return {
      module: PortalModule,
      controllers: [PortalHealthController, DoorController, FamilyController],
      providers: [
        CloseDatabase,
        PortalDoor,
        FamilySession,
        Renderer,
        Pages,
        { provide: Log, useValue: log },
        { provide: PortalKeys, useValue: keys },
        { provide: Patience, useValue: new Patience(patience) },
        {
          provide: PortalDatabase,
          useFactory: () => new PortalDatabase(settings.databaseUrl, settings.databasePool),
        },
        {
          provide: PORTAL_OPTIONS,
          useValue: { sessionMinutes: portalSessionMinutes, wordMemory: portalWordMemory },
        },
        { provide: RENDER_OPTIONS, useValue: { phone: callBackPhone, audio: portalAudio } },
        {
          provide: PORTAL_SETTINGS,
          useValue: {
            exit: portalExit,
            secureCookie: settings.environment === 'production' || portalOrigin.startsWith('https://'),
          },
        },
        { provide: APP_FILTER, useClass: TroubleFilter },
      ],
    };
  }
}
