import { DEFAULT_MODEL, ENGINE_VERSION, type Gazetteer, type Model } from '#libs/linkage';

/** The engine's model as searches and proposals use it: with a gazetteer. */
export class MatchingModel {
  readonly model: Model;
  /** What a score was made with: the same version, the same two people, the same score. */
  readonly version: string;

  constructor(gazetteer: Gazetteer) {
    this.model = { ...DEFAULT_MODEL, gazetteer };
    this.version = `${ENGINE_VERSION}+${gazetteer.version}`;
  }
}
