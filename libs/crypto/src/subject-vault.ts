import { randomBytes } from 'node:crypto';
import type { SubjectId } from '#libs/kernel';
import { CannotOpenSealed, DataKeyDestroyed } from './crypto.errors.js';
import type { DataKeyStore, StoredDataKey } from './data-key-store.js';
import type { KeyProvider } from './key-provider.js';
import { boundTo, seal, sealedKeyVersion, unseal, type DataKey, type Place } from './sealing.js';

/**
 * Seals and opens values under their subject's own key. One vault serves one transaction: it remembers the keys it
 * unwrapped until `forget()`, which the unit of work calls at the end, whichever way it ends.
 */
export class SubjectVault {
  readonly #keys = new Map<SubjectId, Map<number, DataKey>>();
  readonly #destroyed = new Set<SubjectId>();
  readonly #coming = new Set<Coming>();
  #closed = false;

  constructor(
    private readonly provider: KeyProvider,
    private readonly store: DataKeyStore,
    /** Takes on what need not be waited for now; whoever does must fail where it fails. */
    private readonly meanwhile?: (statement: Promise<void>) => void,
  ) {}

  /**
   * Seals any JSON value, and makes the subject's key on first use.
   * @throws DataKeyDestroyed where the subject was erased
   */
  async seal(subject: SubjectId, place: Place, value: unknown): Promise<Buffer> {
    const json = JSON.stringify(value) as string | undefined;
    if (json === undefined) throw new TypeError('Only JSON values can be sealed; leave the column null instead.');
    await this.ensureKey(subject);
    const key = this.newestKey(subject);
    return seal(key, Buffer.from(json, 'utf8'), boundTo(subject, place, key.version));
  }

  /** @throws DataKeyDestroyed where the subject was erased; CannotOpenSealed where the value is not what was sealed here */
  async open<T>(subject: SubjectId, place: Place, sealed: Buffer): Promise<T> {
    await this.unlock([subject]);
    return this.openUnlocked(subject, place, sealed);
  }

  /**
   * The same for a subject whose key was unlocked before: nothing is waited for, where many are opened at once.
   * @throws DataKeyDestroyed where it was not, too
   */
  openUnlocked<T>(subject: SubjectId, place: Place, sealed: Buffer): T {
    const version = sealedKeyVersion(sealed);
    const keys = this.heldKeys(subject);
    if (!keys) throw new DataKeyDestroyed();
    const key = keys.get(version);
    if (!key) throw new CannotOpenSealed();
    return JSON.parse(unseal(key, sealed, boundTo(subject, place, version)).toString('utf8')) as T;
  }

  /**
   * Makes the first keys of subjects that nobody can know yet, because their ids were made in this very transaction: one
   * statement for all of them, and nothing to look up.
   */
  async begin(subjects: readonly SubjectId[]): Promise<void> {
    this.refuseWhenClosed();
    const fresh = subjects.map((subjectId) => ({ subjectId, version: 1, key: randomBytes(32) }));
    const wrapped = fresh.map(async ({ subjectId, version, key }) => ({
      subjectId,
      version,
      ...(await this.provider.wrap(key)),
    }));
    const storing = this.store.insert(await Promise.all(wrapped)).then((stored) => {
      // Sealing with a key that was not stored would lose what is sealed.
      if (stored !== fresh.length) throw new Error('A subject that was to be new has a key already.');
    });
    if (this.meanwhile) this.meanwhile(storing);
    else await storing;
    for (const { subjectId, version, key } of fresh) this.remember(subjectId, { version, key });
  }

  /** Fetches the keys of many subjects with one load, before a list is opened row by row; none that is on its way is asked for again. */
  async unlock(subjects: readonly SubjectId[]): Promise<void> {
    this.refuseWhenClosed();
    const wanted = this.without(subjects);
    if (wanted.length === 0) return;
    const coming = [...this.#coming].filter(({ of }) => !of || wanted.some((subject) => of.has(subject)));
    const named = wanted.filter((subject) => coming.some(({ of }) => of?.has(subject)));
    if (coming.length > 0) await Promise.all(coming.map(({ done }) => done));
    const missing = this.without(wanted).filter((subject) => !named.includes(subject));
    if (missing.length > 0) await this.fetch(this.store.load(missing), new Set(missing));
  }

  /** Keys of subjects that nobody can name yet are on their way; whoever opens something meanwhile waits for them. */
  async expect(load: Promise<readonly StoredDataKey[]>): Promise<void> {
    this.refuseWhenClosed();
    await this.fetch(load);
  }

  private async fetch(load: Promise<readonly StoredDataKey[]>, of?: ReadonlySet<SubjectId>): Promise<void> {
    const coming: Coming = { ...(of && { of }), done: load.then((stored) => this.unwrap(stored)) };
    this.#coming.add(coming);
    try {
      await coming.done;
    } finally {
      this.#coming.delete(coming);
    }
  }

  private without(subjects: readonly SubjectId[]): SubjectId[] {
    return [...new Set(subjects)].filter((subject) => !this.#keys.has(subject) && !this.#destroyed.has(subject));
  }

  /** Keys that came with the rows they open, in one statement with them. */
  async take(stored: readonly StoredDataKey[]): Promise<void> {
    this.refuseWhenClosed();
    await this.unwrap(stored);
  }

  /** The vault may have been closed while keys were on their way: they are zeroed then, and not kept. */
  private async unwrap(stored: readonly StoredDataKey[]): Promise<void> {
    const fresh = stored.filter(({ subjectId, version }) => !this.#keys.get(subjectId)?.has(version));
    await Promise.all(
      fresh.map(async ({ subjectId, version, kekId, wrapped }) => {
        this.remember(subjectId, { version, key: await this.provider.unwrap({ kekId, wrapped }) });
      }),
    );
  }

  /** Erases: no value of this subject opens again, in this transaction or after it. */
  async destroy(subject: SubjectId): Promise<void> {
    this.refuseWhenClosed();
    this.#destroyed.add(subject);
    zero(this.#keys.get(subject));
    this.#keys.delete(subject);
    await this.store.destroy(subject);
  }

  /** Zeroes all keys and closes the vault. */
  forget(): void {
    this.#closed = true;
    for (const keys of this.#keys.values()) zero(keys);
    this.#keys.clear();
  }

  /** Two transactions may make a subject's first key at once: the store keeps one, and both read back which. */
  private async ensureKey(subject: SubjectId): Promise<void> {
    await this.unlock([subject]);
    if (this.#keys.has(subject) || this.#destroyed.has(subject)) return;
    const fresh = randomBytes(32);
    try {
      await this.store.insert([{ subjectId: subject, version: 1, ...(await this.provider.wrap(fresh)) }]);
    } finally {
      fresh.fill(0);
    }
    await this.unlock([subject]);
  }

  private newestKey(subject: SubjectId): DataKey {
    const keys = [...(this.heldKeys(subject)?.values() ?? [])];
    if (keys.length === 0) throw new DataKeyDestroyed();
    return keys.reduce((newest, key) => (key.version > newest.version ? key : newest));
  }

  /** Called after every wait and right before a key is used: a key zeroed in between would seal with zeros. */
  private heldKeys(subject: SubjectId): ReadonlyMap<number, DataKey> | undefined {
    this.refuseWhenClosed();
    return this.#keys.get(subject);
  }

  private remember(subject: SubjectId, key: DataKey): void {
    const held = this.#keys.get(subject) ?? new Map<number, DataKey>();
    // Loaded twice in parallel, or too late: the copy that arrives second is not kept.
    if (this.#closed || this.#destroyed.has(subject) || held.has(key.version)) {
      key.key.fill(0);
      return;
    }
    this.#keys.set(subject, held.set(key.version, key));
  }

  private refuseWhenClosed(): void {
    if (this.#closed) throw new Error('This vault was closed with its transaction.');
  }
}

/** Keys on their way. */
interface Coming {
  /** Whose they are, where that is known. */
  of?: ReadonlySet<SubjectId>;
  done: Promise<void>;
}

function zero(keys: ReadonlyMap<number, DataKey> | undefined): void {
  for (const { key } of keys?.values() ?? []) key.fill(0);
}
