import { createHmac, type KeyObject } from 'node:crypto';
import { canonical } from './canonical.js';
import type { Keyring } from './keyring.js';

/**
 * Search keys over sealed data: equal facts give equal keys, and without the index key, which is kept outside the
 * database, nobody can try names against them.
 */
export class BlindIndex {
  readonly #key: KeyObject;

  constructor(keyring: Keyring) {
    this.#key = keyring.indexKey;
  }

  /**
   * The first 64 bits of HMAC-SHA-256 as a signed number, for a PostgreSQL `bigint`. Among fifty million keys
   * the odds that any two different ones meet by chance are about 1 in 15 000: enough for candidates, not for identity.
   * @param kind what the facts are (`name×birth`), so that equal texts of different kinds do not meet
   * @param facts two or more, save for what identifies alone (a phone, a document): one name alone gives itself away by its frequency
   */
  key(kind: string, facts: readonly string[]): bigint {
    return this.hmac(['relink.search-key.v1', kind, ...facts]).readBigInt64BE(0);
  }

  /** 256 bits in hex, for looking up one exact text, such as a partner's id. `label` keeps the uses apart. */
  fingerprint(label: string, text: string): string {
    return this.hmac(['relink.fingerprint.v1', label, text]).toString('hex');
  }

  private hmac(texts: readonly string[]): Buffer {
    return createHmac('sha256', this.#key).update(canonical(texts)).digest();
  }
}
