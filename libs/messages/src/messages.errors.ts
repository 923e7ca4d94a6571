import { RelinkError } from '#libs/kernel';

export class ReplyTooEarly extends RelinkError {
  readonly code = 'message.not-delivered';
  readonly kind = 'conflict';

  constructor() {
    super('Only a message that was delivered can be answered. Record its delivery first.');
  }
}
