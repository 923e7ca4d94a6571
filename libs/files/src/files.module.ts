import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { CheckFile } from './check-file.js';
import { FileContents } from './file-contents.js';
import { Files } from './files.js';
import { HeldFiles } from './held-files.js';
import { FileSettings, fileSettings, storeOf, type FileOptions } from './file-settings.js';
import { DropObject, EraseFiles, ForgetFiles, SweepFiles } from './forget-files.js';
import { StoredFile } from './stored-file.entity.js';
import { ObjectStore } from './store/object-store.js';
import { Uploads } from './uploads.js';

export const FILES_ENTITIES = [StoredFile];

@Module({})
export class FilesModule {
  /** For people: sending, listing, opening. */
  static forStaff(options: FileOptions): DynamicModule {
    return {
      module: FilesModule,
      providers: [...FilesModule.below(options), Files],
      exports: [Files, FileSettings, Uploads, HeldFiles],
    };
  }

  /** For the worker: checks, erasure, sweeping. */
  static forWorker(options: FileOptions): DynamicModule {
    return {
      module: FilesModule,
      providers: [...FilesModule.below(options), CheckFile, EraseFiles, ForgetFiles, DropObject, SweepFiles],
      exports: [Uploads, FileContents, HeldFiles],
    };
  }

  /** For erasing again after a restore: rows and orders. The worker takes the objects out of the store. */
  static forErasing(): DynamicModule {
    return { module: FilesModule, providers: [EraseFiles] };
  }

  private static below(options: FileOptions): Provider[] {
    return [
      { provide: FileSettings, useFactory: () => fileSettings(options) },
      { provide: ObjectStore, useFactory: () => storeOf(options) },
      Uploads,
      FileContents,
      HeldFiles,
    ];
  }
}
