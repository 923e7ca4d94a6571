import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

/**
 * HMAC-SHA-256 of many short texts under one key, for search keys alone: each person has dozens, and Node's own HMAC sets up an object
 * for every one, which was a third of the time of indexing. Here the key is taken in once, and one state is used again and again.
 */
export class KeyedHash {
  readonly #keyed;
  readonly #state;
  readonly #digest = new Uint8Array(32);
  readonly #view = new DataView(this.#digest.buffer);

  constructor(key: Uint8Array) {
    this.#keyed = hmac.create(sha256, key);
    this.#state = this.#keyed.clone();
  }

  /** The first 64 bits as a signed number. */
  first64(message: Uint8Array): bigint {
    this.#keyed._cloneInto(this.#state).update(message).digestInto(this.#digest);
    return this.#view.getBigInt64(0);
  }
}
