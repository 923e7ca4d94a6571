import { RelinkError } from '#libs/kernel';

/** A figure was counted by a version of Relink that knows more kinds than this one. */
export class FigureUnknown extends RelinkError {
  readonly code = 'report.figure-unknown';
  readonly kind = 'conflict';

  constructor() {
    super(
      'These figures hold something that this version does not know. Ask your administrator for the newest version.',
    );
  }
}
