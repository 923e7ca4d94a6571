import { type DynamicModule, Module } from '@nestjs/common';
import { ConsentModule } from '#libs/consent';
import { PeopleModule } from '#libs/people';
import { TasksModule } from '#libs/tasks';
import { EraseFromExports, ExpireExports, FollowRefusals } from './end-exports.js';
import { Export, ExportPerson } from './export.entity.js';
import { EXPORT_SETTINGS, type ExportSettings } from './export-settings.js';
import { ExportTasks } from './export-tasks.js';
import { Exports } from './exports.js';
import { HandOver } from './hand-over.js';
import { MakeExport } from './make-export.js';

export const EXPORTS_ENTITIES = [Export, ExportPerson];

@Module({})
export class ExportsModule {
  /** For people: asking, agreeing, fetching. */
  static forStaff({ exportRows }: ExportSettings): DynamicModule {
    return {
      module: ExportsModule,
      imports: [ConsentModule, PeopleModule],
      providers: [{ provide: EXPORT_SETTINGS, useValue: { exportRows } }, Exports, HandOver],
      exports: [Exports, HandOver],
    };
  }

  /** For the worker: making, making again, ending. */
  static forWorker({ exportRows }: ExportSettings): DynamicModule {
    return {
      module: ExportsModule,
      imports: [ConsentModule, PeopleModule, TasksModule],
      providers: [
        { provide: EXPORT_SETTINGS, useValue: { exportRows } },
        MakeExport,
        ExportTasks,
        ExpireExports,
        FollowRefusals,
        EraseFromExports,
      ],
    };
  }

  /** For erasing again after a restore. */
  static forErasing(): DynamicModule {
    return { module: ExportsModule, providers: [EraseFromExports] };
  }
}
