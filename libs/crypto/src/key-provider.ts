/** Names a key that wraps data keys (a key encryption key). It says nothing about the key. */
export type KekId = string;

/** A data key as it may be stored: encrypted with the key encryption key that `kekId` names. */
export interface WrappedKey {
  kekId: KekId;
  wrapped: Buffer;
}

/** Whoever holds the key encryption keys: a keyring file, or a key service. They never leave it. */
export abstract class KeyProvider {
  /** The key that new data keys are wrapped with. */
  abstract current(): KekId;

  abstract wrap(dataKey: Buffer): Promise<WrappedKey>;

  /**
   * @returns the data key; the caller zeroes it after use
   * @throws KeyUnknown, WrappedKeyDamaged
   */
  abstract unwrap(wrapped: WrappedKey): Promise<Buffer>;

  /** Makes a new key the current one. What older keys wrapped stays readable. */
  abstract rotate(): Promise<KekId>;
}
