import { type DynamicModule, Module } from '@nestjs/common';
import { CasesModule } from '#libs/cases';
import { ConsentModule } from '#libs/consent';
import { PeopleModule } from '#libs/people';
import { WorldGazetteer } from '#libs/places';
import { RegistrationsModule } from '#libs/registrations';
import { CandidateSearch } from './candidate-search.js';
import { CountKeys } from './count-keys.js';
import { KeepLabel } from './feedback/label.js';
import { FollowSensitivity } from './follow-sensitivity.js';
import { IndexDossiers } from './index-dossiers.js';
import { IndexPerson } from './index-person.js';
import { ComparePiece } from './list-check/compare-piece.js';
import { ListFinding } from './list-check/list-finding.entity.js';
import { ListFindings } from './list-check/list-findings.js';
import { LocateSoughtPerson } from './locate-sought-person.js';
import { LookFor } from './look-for.js';
import { MatchList } from './match-list.js';
import { MatchReview } from './match-review.js';
import { MatchReader } from './match-view.js';
import { MatchingModel } from './matching-model.js';
import { MatchInList, PotentialMatch } from './potential-match.entity.js';
import { ProposeMatches } from './propose-matches.js';
import { Rekey } from './rekey.js';
import { ReleaseReviews } from './release-reviews.js';
import { SearchIndex } from './search-index.js';
import { SearchKeys } from './search-keys.js';
import { Sides } from './sides.js';
import { WithdrawProposals } from './withdraw-proposals.js';

export const MATCHING_ENTITIES = [PotentialMatch, MatchInList, ListFinding];

const MODEL = { provide: MatchingModel, useFactory: () => new MatchingModel(WorldGazetteer.open()) };
const SEARCHING = [MODEL, Sides, SearchKeys, SearchIndex, CandidateSearch];

@Module({})
export class MatchingModule {
  /** For people: lists, views, decisions. */
  static forReview(society: string): DynamicModule {
    const providers = [MatchList, MatchReader, MatchReview, ListFindings];
    return { module: MatchingModule, imports: MatchingModule.below(society), providers, exports: providers };
  }

  /** For the worker: keys, proposals and what follows a confirmation. */
  static forWorker(society: string): DynamicModule {
    return {
      module: MatchingModule,
      imports: MatchingModule.below(society),
      providers: [
        ...SEARCHING,
        ComparePiece,
        CountKeys,
        FollowSensitivity,
        IndexDossiers,
        IndexPerson,
        KeepLabel,
        ProposeMatches,
        LocateSoughtPerson,
        LookFor,
        Rekey,
        ReleaseReviews,
        WithdrawProposals,
      ],
      exports: [LookFor],
    };
  }

  /** For measuring and for the command line: the index and the search, without anything that happens by itself. */
  static forSearch(society: string): DynamicModule {
    return { module: MatchingModule, imports: MatchingModule.below(society), providers: SEARCHING, exports: SEARCHING };
  }

  private static below(society: string) {
    return [CasesModule.forRoot(society), RegistrationsModule, PeopleModule, ConsentModule];
  }
}
