import { type DynamicModule, Module } from '@nestjs/common';
import { CasesModule } from '#libs/cases';
import { ConsentModule } from '#libs/consent';
import { PeopleModule } from '#libs/people';
import { RegistrationsModule } from '#libs/registrations';
import { IndexPerson } from './index-person.js';
import { LocateSoughtPerson } from './locate-sought-person.js';
import { MatchList } from './match-list.js';
import { MatchReview } from './match-review.js';
import { MatchReader } from './match-view.js';
import { PotentialMatch } from './potential-match.entity.js';
import { ProposeMatches } from './propose-matches.js';
import { SearchKeys } from './search-keys.js';
import { Sides } from './sides.js';

export const MATCHING_ENTITIES = [PotentialMatch];

@Module({})
export class MatchingModule {
  /** For people: lists, views, decisions. */
  static forReview(society: string): DynamicModule {
    const providers = [MatchList, MatchReader, MatchReview];
    return { module: MatchingModule, imports: MatchingModule.below(society), providers, exports: providers };
  }

  /** For the worker: keys, proposals and what follows a confirmation. */
  static forWorker(society: string): DynamicModule {
    return {
      module: MatchingModule,
      imports: MatchingModule.below(society),
      providers: [Sides, SearchKeys, IndexPerson, ProposeMatches, LocateSoughtPerson],
    };
  }

  private static below(society: string) {
    return [CasesModule.forRoot(society), RegistrationsModule, PeopleModule, ConsentModule];
  }
}
