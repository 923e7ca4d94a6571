import { createHmac, type KeyObject } from 'node:crypto';
import { canonical } from './canonical.js';
import { KeyedHash } from './keyed-hash.js';
import type { Keyring } from './keyring.js';

/**
 * Search keys over sealed data: equal facts give equal keys, and without the index key, which is kept outside the
 * database, nobody can try names against them.
 */
export class BlindIndex {
  readonly #key: KeyObject;
  readonly #hash: KeyedHash;

  constructor(keyring: Keyring) {
    this.#key = keyring.indexKey;
    this.#hash = new KeyedHash(this.#key.export());
  }

  /**
   * The first 64 bits of HMAC-SHA-256 as a signed number, for a PostgreSQL `bigint`. Among fifty million keys
   * the odds that any two different ones meet by chance are about 1 in 15 000: enough for candidates, not for identity.
   * @param kind what the facts are (`name×birth`), so that equal texts of different kinds do not meet
   * @param facts two or more, save for what identifies alone (a phone, a document): one name alone gives itself away by its frequency
   */
  key(kind: string, facts: readonly string[]): bigint {
    return this.keys(kind, facts.slice(0, -1), facts.slice(-1))[0]!;
  }

  /** The keys of many facts, each of which stands behind those that they share. */
  keys(kind: string, shared: readonly string[], facts: readonly string[]): bigint[] {
    const before = canonical(['relink.search-key.v1', kind, ...shared]);
    const longest = facts.reduce((most, fact) => Math.max(most, Buffer.byteLength(fact, 'utf8')), 0);
    const message = Buffer.allocUnsafe(before.length + LENGTH_BYTES + longest);
    before.copy(message);
    return facts.map((fact) => {
      const length = message.write(fact, before.length + LENGTH_BYTES, 'utf8');
      message.writeUInt32BE(length, before.length);
      return this.#hash.first64(message.subarray(0, before.length + LENGTH_BYTES + length));
    });
  }

  /** 256 bits in hex, for looking up one exact text, such as a partner's id. `label` keeps the uses apart. */
  fingerprint(label: string, text: string): string {
    return createHmac('sha256', this.#key)
      .update(canonical(['relink.fingerprint.v1', label, text]))
      .digest('hex');
  }
}

/** As in {@link canonical}. */
const LENGTH_BYTES = 4;
