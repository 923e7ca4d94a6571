import { RelinkError } from '#libs/kernel';

/** Saying that it is done would hide that it is not. */
export class EndsWithItsStep extends RelinkError {
  readonly code = 'tasks.ends-with-its-step';
  readonly kind = 'conflict';

  constructor() {
    super('This task ends by itself when the step it asks for is taken. Open the record and take that step.');
  }
}
