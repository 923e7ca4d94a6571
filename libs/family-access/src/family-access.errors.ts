import { RelinkError } from '#libs/kernel';

export class CardEnded extends RelinkError {
  readonly code = 'family-card.ended';
  readonly kind = 'conflict';

  constructor() {
    super('This card was cancelled already. Issue a new one from the case.');
  }
}

export class NoCardYet extends RelinkError {
  readonly code = 'family-card.none';
  readonly kind = 'conflict';

  constructor() {
    super('The family has no card that works, and would not see this. Issue one first, or call them.');
  }
}
