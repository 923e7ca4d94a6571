import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { newId, type PersonId, type SubjectId } from '#libs/kernel';
import { CannotOpenSealed, DataKeyDestroyed } from './crypto.errors.js';
import { DataKeyStore, type StoredDataKey } from './data-key-store.js';
import type { KeyProvider } from './key-provider.js';
import { KeyringKeyProvider } from './keyring-key-provider.js';
import { createKeyring } from './keyring.js';
import type { Place } from './sealing.js';
import { SubjectVault } from './subject-vault.js';

/** Keeps keys as the table does: one row per subject and version, and a mark where a subject was destroyed. */
class DataKeyTable extends DataKeyStore {
  readonly rows = new Map<string, StoredDataKey>();
  readonly destroyed = new Set<SubjectId>();
  loads: number[] = [];

  load(subjectIds: readonly SubjectId[]): Promise<StoredDataKey[]> {
    this.loads.push(subjectIds.length);
    return Promise.resolve([...this.rows.values()].filter(({ subjectId }) => subjectIds.includes(subjectId)));
  }

  insert(keys: readonly StoredDataKey[]): Promise<number> {
    const before = this.rows.size;
    for (const key of keys) {
      const id = `${key.subjectId}/${key.version}`;
      if (!this.rows.has(id) && !this.destroyed.has(key.subjectId)) this.rows.set(id, key);
    }
    return Promise.resolve(this.rows.size - before);
  }

  destroy(subjectId: SubjectId): Promise<void> {
    this.destroyed.add(subjectId);
    for (const [id, row] of this.rows) if (row.subjectId === subjectId) this.rows.delete(id);
    return Promise.resolve();
  }
}

let folder: string;
let provider: KeyProvider;
let table: DataKeyTable;
const aVault = () => new SubjectVault(provider, table);
const aPerson = () => newId<'person'>() as PersonId;
const place = (row: string = newId()): Place => ({ table: 'person_name', column: 'text', row });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vault-'));
  provider = new KeyringKeyProvider(await createKeyring(join(folder, 'keys.json'), { demo: true }));
});

beforeEach(() => {
  table = new DataKeyTable();
});

afterAll(() => rm(folder, { recursive: true }));

describe('the vault', () => {
  it('makes the keys of new subjects in one go, and what they seal opens later', async () => {
    const [amina, yusuf, where] = [aPerson(), aPerson(), place()];
    const vault = aVault();
    await vault.begin([amina, yusuf]);
    expect(table.rows.size).toBe(2);
    const sealed = await vault.seal(yusuf, where, 'Yusuf');
    expect(table.loads).toEqual([]);
    expect(await aVault().open(yusuf, where, sealed)).toBe('Yusuf');
  });

  it('refuses to begin with a subject who has a key: what it sealed could not be opened', async () => {
    const amina = aPerson();
    await aVault().begin([amina]);
    await expect(aVault().begin([amina])).rejects.toThrow('has a key already');
  });

  it('gives back any JSON value, in a later transaction too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const [person, where] = [aPerson(), place()];
        const sealed = await aVault().seal(person, where, value);
        expect(await aVault().open(person, where, sealed)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('refuses what is no JSON value', async () => {
    await expect(aVault().seal(aPerson(), place(), undefined)).rejects.toThrow(TypeError);
  });

  it('makes one key per person, and stores it wrapped', async () => {
    const [amina, yusuf] = [aPerson(), aPerson()];
    const vault = aVault();
    await vault.seal(amina, place(), 'Amina');
    await vault.seal(amina, place(), 'Asmara');
    await vault.seal(yusuf, place(), 'Yusuf');
    expect([...table.rows.values()].map(({ subjectId }) => subjectId)).toEqual([amina, yusuf]);
    for (const { kekId, wrapped } of table.rows.values()) {
      const dataKey = await provider.unwrap({ kekId, wrapped });
      expect(dataKey).toHaveLength(32);
      expect(wrapped.includes(dataKey)).toBe(false);
    }
  });

  it.each<[string, (where: Place) => Place]>([
    ['another row', (where) => ({ ...where, row: newId() })],
    ['another column', (where) => ({ ...where, column: 'note' })],
    ['another table', (where) => ({ ...where, table: 'contact' })],
  ])('refuses a value moved to %s', async (_where, move) => {
    const [person, where] = [aPerson(), place()];
    const sealed = await aVault().seal(person, where, 'Amina');
    await expect(aVault().open(person, move(where), sealed)).rejects.toThrow(CannotOpenSealed);
  });

  it('refuses one person’s value in another person’s row', async () => {
    const [amina, yusuf, where] = [aPerson(), aPerson(), place()];
    const vault = aVault();
    const sealed = await vault.seal(amina, where, 'Amina');
    await vault.seal(yusuf, where, 'Yusuf');
    await expect(vault.open(yusuf, where, sealed)).rejects.toThrow(CannotOpenSealed);
  });

  it('refuses it even where the other person’s stored key was put in place of their own', async () => {
    const [amina, yusuf, where] = [aPerson(), aPerson(), place()];
    const sealed = await aVault().seal(amina, where, 'Amina');
    const [stored] = table.rows.values();
    await table.insert([{ ...stored!, subjectId: yusuf }]);
    await expect(aVault().open(yusuf, where, sealed)).rejects.toThrow(CannotOpenSealed);
  });

  it('opens what an older version of the key sealed, and seals with the newest', async () => {
    const [person, where] = [aPerson(), place()];
    const old = await aVault().seal(person, where, 'before');
    await table.insert([{ subjectId: person, version: 2, ...(await provider.wrap(randomBytes(32))) }]);
    const vault = aVault();
    const recent = await vault.seal(person, where, 'after');
    expect([old, recent].map((sealed) => sealed.readUInt32BE(1))).toEqual([1, 2]);
    expect(await vault.open(person, where, old)).toBe('before');
    expect(await vault.open(person, where, recent)).toBe('after');
  });

  it('refuses a value whose key version the person never had', async () => {
    const [person, where] = [aPerson(), place()];
    const sealed = await aVault().seal(person, where, 'Amina');
    sealed.writeUInt32BE(2, 1);
    await expect(aVault().open(person, where, sealed)).rejects.toThrow(CannotOpenSealed);
  });
});

describe('a person’s first key', () => {
  it('is one and the same where two transactions make it at once', async () => {
    const [person, where] = [aPerson(), place()];
    const [one, other] = [aVault(), aVault()];
    const [first, second] = await Promise.all([one.seal(person, where, 'first'), other.seal(person, where, 'second')]);
    expect(table.rows.size).toBe(1);
    const later = aVault();
    expect([await later.open(person, where, first), await later.open(person, where, second)]).toEqual([
      'first',
      'second',
    ]);
  });

  it('is one and the same where one transaction seals many values at once', async () => {
    const person = aPerson();
    const places = Array.from({ length: 10 }, () => place());
    const vault = aVault();
    const sealed = await Promise.all(places.map((where, index) => vault.seal(person, where, index)));
    const opened = await Promise.all(sealed.map((value, index) => aVault().open(person, places[index]!, value)));
    expect(opened).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe('unlocking a list', () => {
  it('loads all keys at once, and each only once', async () => {
    const people = Array.from({ length: 50 }, aPerson);
    const where = place();
    const sealed = await Promise.all(people.map((person) => aVault().seal(person, where, person)));
    table.loads = [];
    const vault = aVault();
    await vault.unlock([...people, ...people]);
    const opened = await Promise.all(people.map((person, index) => vault.open(person, where, sealed[index]!)));
    expect(opened).toEqual(people);
    expect(table.loads).toEqual([50]);
  });
});

describe('an erased person', () => {
  it('cannot be opened again, in the same transaction or a later one', async () => {
    const [person, where] = [aPerson(), place()];
    const vault = aVault();
    const sealed = await vault.seal(person, where, 'Amina');
    await vault.destroy(person);
    await expect(vault.open(person, where, sealed)).rejects.toThrow(DataKeyDestroyed);
    await expect(aVault().open(person, where, sealed)).rejects.toThrow(DataKeyDestroyed);
  });

  it('is not opened by a reading that was under way', async () => {
    const [person, where] = [aPerson(), place()];
    const sealed = await aVault().seal(person, where, 'Amina');
    const vault = aVault();
    const underway = vault.open(person, where, sealed);
    await Promise.all([expect(underway).rejects.toThrow(DataKeyDestroyed), vault.destroy(person)]);
  });

  it('cannot be sealed for again', async () => {
    const person = aPerson();
    const vault = aVault();
    await vault.seal(person, place(), 'Amina');
    await vault.destroy(person);
    await expect(vault.seal(person, place(), 'Amina')).rejects.toThrow(DataKeyDestroyed);
    await expect(aVault().seal(person, place(), 'Amina')).rejects.toThrow(DataKeyDestroyed);
    expect(table.rows.size).toBe(0);
  });

  it('leaves the others readable', async () => {
    const [amina, yusuf, where] = [aPerson(), aPerson(), place()];
    const vault = aVault();
    await vault.seal(amina, where, 'Amina');
    const sealed = await vault.seal(yusuf, where, 'Yusuf');
    await vault.destroy(amina);
    expect(await vault.open(yusuf, where, sealed)).toBe('Yusuf');
  });
});

describe('at the end of the transaction', () => {
  /** Hands out keys that the test can look at afterwards. */
  const watched = () => {
    const handedOut: Buffer[] = [];
    const watching: KeyProvider = Object.create(provider) as KeyProvider;
    watching.unwrap = async (wrapped) => {
      const key = await provider.unwrap(wrapped);
      handedOut.push(key);
      return key;
    };
    return { vault: new SubjectVault(watching, table), handedOut };
  };
  const zeros = Buffer.alloc(32);

  it('all keys are zeroed and the vault stays shut', async () => {
    const { vault, handedOut } = watched();
    const [person, where] = [aPerson(), place()];
    const sealed = await vault.seal(person, where, 'Amina');
    expect(handedOut.some((key) => key.equals(zeros))).toBe(false);
    vault.forget();
    expect(handedOut).toEqual([zeros]);
    await expect(vault.open(person, where, sealed)).rejects.toThrow('closed');
    await expect(vault.seal(person, where, 'Amina')).rejects.toThrow('closed');
    await expect(vault.destroy(person)).rejects.toThrow('closed');
  });

  it('asks for no key that is on its way, by name or with others whom nobody can name yet', async () => {
    const [amina, yusuf, hawa, where] = [aPerson(), aPerson(), aPerson(), place()];
    const writer = aVault();
    const sealed = new Map<SubjectId, Buffer>();
    for (const one of [amina, yusuf, hawa]) sealed.set(one, await writer.seal(one, where, one));
    const opened = async (vault: SubjectVault, of: SubjectId) =>
      expect(await vault.open(of, where, sealed.get(of)!)).toBe(of);
    table.loads = [];

    const named = aVault();
    await Promise.all([opened(named, amina), opened(named, amina), named.unlock([amina, yusuf])]);
    expect(table.loads).toEqual([1, 1]);

    table.loads = [];
    const unnamed = aVault();
    const coming = [...table.rows.values()].filter(({ subjectId }) => subjectId !== hawa);
    await Promise.all([
      unnamed.expect(new Promise((resolve) => setTimeout(() => resolve(coming), 10))),
      opened(unnamed, amina),
      opened(unnamed, yusuf),
      // Came between: whoever the load did not bring is asked for.
      opened(unnamed, hawa),
    ]);
    expect(table.loads).toEqual([1]);
  });

  it('fails whoever waits for keys that do not come', async () => {
    const [person, where] = [aPerson(), place()];
    const sealed = await aVault().seal(person, where, 'Amina');
    const vault = aVault();
    const lost = vault.expect(Promise.reject(new Error('no connection')));
    await expect(vault.open(person, where, sealed)).rejects.toThrow('no connection');
    await expect(lost).rejects.toThrow('no connection');
  });

  it('opens at once with a key that came with the row, and asks the table for none', async () => {
    const [person, where] = [aPerson(), place()];
    const sealed = await aVault().seal(person, where, 'Amina');
    const vault = aVault();
    table.loads = [];
    expect(() => vault.openUnlocked(person, where, sealed)).toThrow(DataKeyDestroyed);
    await vault.take([...table.rows.values()]);
    expect(vault.openUnlocked(person, where, sealed)).toBe('Amina');
    expect(table.loads).toEqual([]);
    vault.forget();
    expect(() => vault.openUnlocked(person, where, sealed)).toThrow('closed');
  });

  it('work still under way is refused instead of sealing with a zeroed key', async () => {
    const { vault, handedOut } = watched();
    const person = aPerson();
    await aVault().seal(person, place(), 'Amina');
    const underway = vault.seal(person, place(), 'too late');
    vault.forget();
    await expect(underway).rejects.toThrow('closed');
    expect(handedOut).toEqual([zeros]);
  });
});
