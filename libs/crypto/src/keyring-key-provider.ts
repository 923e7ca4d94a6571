import type { KeyObject } from 'node:crypto';
import { decrypt, encrypt } from './aes-gcm.js';
import { canonical } from './canonical.js';
import { KeyUnknown, WrappedKeyDamaged } from './crypto.errors.js';
import { KeyProvider, type KekId, type WrappedKey } from './key-provider.js';
import type { Keyring } from './keyring.js';

/** Wraps data keys with the keys of a keyring file. */
export class KeyringKeyProvider extends KeyProvider {
  constructor(private readonly keyring: Keyring) {
    super();
  }

  current(): KekId {
    return this.keyring.currentKek;
  }

  async wrap(dataKey: Buffer): Promise<WrappedKey> {
    const kekId = this.current();
    return { kekId, wrapped: encrypt(await this.kek(kekId), dataKey, aad(kekId)) };
  }

  async unwrap({ kekId, wrapped }: WrappedKey): Promise<Buffer> {
    const dataKey = decrypt(await this.kek(kekId), wrapped, aad(kekId));
    if (!dataKey) throw new WrappedKeyDamaged();
    return dataKey;
  }

  rotate(): Promise<KekId> {
    return this.keyring.addKek();
  }

  /** A key we do not know may have been added by another process since: the file is read once more. */
  private async kek(id: KekId): Promise<KeyObject> {
    const known = this.keyring.kek(id);
    if (known) return known;
    await this.keyring.reload().catch((cause: unknown) => {
      throw new KeyUnknown(cause);
    });
    const added = this.keyring.kek(id);
    if (!added) throw new KeyUnknown();
    return added;
  }
}

function aad(kekId: KekId): Buffer {
  return canonical(['relink.wrapped-key.v1', kekId]);
}
