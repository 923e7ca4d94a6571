import { RelinkError } from '#libs/kernel';

export class VersionNeeded extends RelinkError {
  readonly code = 'request.version-needed';
  readonly kind = 'precondition';

  constructor() {
    super('Say which version you change: send the ETag you read as If-Match.');
  }
}

export class HeaderInvalid extends RelinkError {
  readonly code = 'request.header-invalid';
  readonly kind = 'invalid';

  constructor(header: string) {
    super(`The header ${header} is not valid. See the API document for its form.`);
  }
}

/** A browser sent this from a page that is not ours. */
export class OriginForeign extends RelinkError {
  readonly code = 'request.origin-foreign';
  readonly kind = 'forbidden';

  constructor() {
    super('This request came from another website and was refused. Open the console itself and try again.');
  }
}

export class TooComplex extends RelinkError {
  readonly code = 'request.too-complex';
  readonly kind = 'invalid';

  constructor() {
    super('The body is nested deeper, or has more fields, than anything here. See the API document for its form.');
  }
}
