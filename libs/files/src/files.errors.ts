import { RelinkError } from '#libs/kernel';

export class FileTypeNotAccepted extends RelinkError {
  readonly code = 'file.type-not-accepted';
  readonly kind = 'invalid';

  constructor() {
    super('Files can be PDF, JPEG, PNG, WebP, TIFF or plain text. Save this one as one of these and send it again.');
  }
}

export class FileTooLarge extends RelinkError {
  readonly code = 'file.too-large';
  readonly kind = 'too-large';

  constructor() {
    super('The file is larger than what is accepted here. Make it smaller, or send it in parts.');
  }
}

export class FileIncomplete extends RelinkError {
  readonly code = 'file.incomplete';
  readonly kind = 'invalid';

  constructor() {
    super('The file did not arrive whole. Check the line and send it again.');
  }
}

export class FileNotReady extends RelinkError {
  readonly code = 'file.not-ready';
  readonly kind = 'conflict';

  constructor() {
    super('The file is still being checked, or it was refused. Look at its state in the list of files.');
  }
}

/** The object in the store is not what was sealed, or was cut off. */
export class SealedFileDamaged extends RelinkError {
  readonly code = 'file.damaged';
  readonly kind = 'conflict';

  constructor() {
    super('The stored file is damaged and cannot be opened. Ask your administrator to restore it from the backup.');
  }
}

/** A scanner is set up and does not answer: nothing passes without it. */
export class ScannerUnavailable extends RelinkError {
  readonly code = 'file.scanner-unavailable';
  readonly kind = 'unavailable';

  constructor() {
    super('The malware scanner does not answer. Files wait until it does; tell your administrator if that takes long.');
  }
}
