import { RelinkError } from '#libs/kernel';

/** Others on this machine may read the key file. */
export class KeyringExposed extends RelinkError {
  readonly code = 'keys.keyring-exposed';
  readonly kind = 'unavailable';

  constructor(path: string) {
    super(`Other accounts of this machine can read the key file. Close it with: chmod 600 ${path}`);
  }
}

/** There is no key file, or this account may not read it. */
export class KeyringNotReadable extends RelinkError {
  readonly code = 'keys.keyring-not-readable';
  readonly kind = 'unavailable';

  constructor(path: string) {
    super(
      `The key file ${path} is not there or cannot be read. Check the path and its owner, or restore it from the backup of the keys.`,
    );
  }
}

/** The folder does not let us write a key file that is whole or not there at all. */
export class KeyringNotWritable extends RelinkError {
  readonly code = 'keys.keyring-not-writable';
  readonly kind = 'unavailable';

  constructor(path: string) {
    super(
      `The key file ${path} cannot be written. Choose a folder on a local disk that this account may write to and that has space.`,
    );
  }
}

/** A key file is never overwritten: whatever was sealed with it would be lost. */
export class KeyringExists extends RelinkError {
  readonly code = 'keys.keyring-exists';
  readonly kind = 'conflict';

  constructor(path: string) {
    super(`There is a key file at ${path} already, and it is kept. Use it, or choose another path.`);
  }
}

/** The file is no whole keyring. `part` names the field that is wrong, never what stands in it. */
export class KeyringDamaged extends RelinkError {
  readonly code = 'keys.keyring-damaged';
  readonly kind = 'unavailable';

  constructor(path: string, part: string) {
    super(`The key file ${path} is damaged (${part}). Restore it from the backup of the keys.`);
  }
}

/** Two rotations at once could lose a key, so the second one is refused. */
export class RotationRunning extends RelinkError {
  readonly code = 'keys.rotation-running';
  readonly kind = 'conflict';

  constructor(lock: string) {
    super(`Another rotation of the keys is running. Wait for it; if none is, remove ${lock} and try again.`);
  }
}

/** A data key was wrapped with a key that this keyring does not hold. `cause` says why it could not be read again. */
export class KeyUnknown extends RelinkError {
  readonly code = 'keys.unknown-key';
  readonly kind = 'unavailable';

  constructor(override readonly cause?: unknown) {
    super(
      'The key that protects this record is not in the key file. Ask the operator to restore the key file it belongs to.',
    );
  }
}

/** A wrapped data key was altered, or belongs to another key. */
export class WrappedKeyDamaged extends RelinkError {
  readonly code = 'keys.cannot-unwrap';
  readonly kind = 'unavailable';

  constructor() {
    super('The key of this record cannot be opened. Ask the operator to check the database and the key file.');
  }
}

/** The sealed value was altered, moved from elsewhere, or sealed with another key: one answer for all of them. */
export class CannotOpenSealed extends RelinkError {
  readonly code = 'sealed.cannot-open';
  readonly kind = 'unavailable';

  constructor() {
    super('A protected value of this record cannot be opened. Ask the operator to check the database.');
  }
}

/** The person was erased, and with them the key: the value cannot be read by anybody again. */
export class DataKeyDestroyed extends RelinkError {
  readonly code = 'sealed.key-destroyed';
  readonly kind = 'not-found';

  constructor() {
    super('This data was erased and cannot be brought back.');
  }
}
