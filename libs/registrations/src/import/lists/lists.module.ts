import { type DynamicModule, Module } from '@nestjs/common';
import { TasksModule } from '#libs/tasks';
import { RegistrationsModule } from '../../registrations.module.js';
import { EraseList, EraseListKeys, ForgetLists } from './erase-lists.js';
import { ExpiringLists } from './expiring-lists.js';
import { ListReader } from './list-reader.js';
import { ListPiece, PeopleList } from './list.entity.js';
import { Lists } from './lists.js';
import { RecogniseList } from './recognise-list.js';
import { ResumeLists } from './resume-lists.js';
import { TakePiece } from './take-piece.js';

export const LISTS_ENTITIES = [PeopleList, ListPiece];

@Module({})
export class ListsModule {
  /** For people: bringing lists in. @param files the module that takes the bytes */
  static forStaff(files: DynamicModule): DynamicModule {
    return { module: ListsModule, imports: [files], providers: [Lists, ListReader], exports: [Lists, ListReader] };
  }

  /** For the worker: everything that is done with them. */
  static forWorker(files: DynamicModule): DynamicModule {
    return {
      module: ListsModule,
      imports: [files, RegistrationsModule, TasksModule],
      providers: [RecogniseList, TakePiece, EraseList, EraseListKeys, ForgetLists, ResumeLists, ExpiringLists],
    };
  }

  /** For erasing again after a restore. */
  static forErasing(): DynamicModule {
    return { module: ListsModule, providers: [EraseListKeys] };
  }
}
