import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { Keyring } from './keyring.js';

/** Signs audit checkpoints with the deployment's Ed25519 key (RFC 8032). */
export class AuditSigner {
  readonly #private: KeyObject;
  readonly #public: KeyObject;

  constructor(keyring: Keyring) {
    this.#private = keyring.auditKey;
    this.#public = createPublicKey(this.#private);
  }

  /** 64 bytes. */
  sign(bytes: Buffer): Buffer {
    return sign(null, bytes, this.#private);
  }

  verify(bytes: Buffer, signature: Buffer): boolean {
    return verify(null, bytes, this.#public, signature);
  }

  /** The public half as PEM, to hand to a witness. */
  publicKey(): string {
    return this.#public.export({ type: 'spki', format: 'pem' }) as string;
  }
}
