import { type DynamicModule, Module } from '@nestjs/common';
import { CasesModule } from '#libs/cases';
import { ConsentModule } from '#libs/consent';
import { FamilyKeys } from '#libs/crypto';
import { StewardshipModule } from '#libs/stewardship';
import { TasksModule } from '#libs/tasks';
import { CarryLetters } from './carry-letters.js';
import { ExpiringCards } from './expiring-cards.js';
import { FamilyCard } from './family-card.entity.js';
import { FamilyCards, WORD_MEMORY } from './family-cards.js';
import { FamilyDesk } from './family-desk.js';
import { FamilyInvitation, FamilyMessage } from './family-message.entity.js';
import { FamilyPages } from './family-pages.js';
import { KeepPages, KeepPagesHourly } from './keep-pages.js';
import { FIRST_CONTACT_BRANCH, ReadLetters } from './read-letters.js';

export const FAMILY_ACCESS_ENTITIES = [FamilyCard, FamilyMessage, FamilyInvitation];

@Module({})
export class FamilyAccessModule {
  /** For the console: cards, and what goes to and fro. @param wordMemory KiB that checking a word takes */
  static forStaff(keys: FamilyKeys, wordMemory: number): DynamicModule {
    return {
      module: FamilyAccessModule,
      imports: [TasksModule],
      providers: [
        { provide: FamilyKeys, useValue: keys },
        { provide: WORD_MEMORY, useValue: wordMemory },
        FamilyCards,
        FamilyDesk,
      ],
      exports: [FamilyCards, FamilyDesk],
    };
  }

  /** For the worker: what the portal shows is made, and what families write is read and done. */
  static forWorker(keys: FamilyKeys, society: string, firstContactBranch: string): DynamicModule {
    return {
      module: FamilyAccessModule,
      imports: [CasesModule.forRoot(society), ConsentModule, StewardshipModule.forPeople(), TasksModule],
      providers: [
        { provide: FamilyKeys, useValue: keys },
        { provide: FIRST_CONTACT_BRANCH, useValue: firstContactBranch },
        FamilyPages,
        KeepPages,
        KeepPagesHourly,
        ExpiringCards,
        CarryLetters,
        ReadLetters,
      ],
    };
  }
}
