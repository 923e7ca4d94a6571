import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountId, Id } from '#libs/kernel';

export type PasskeyId = Id<'passkey'>;

/** What a device or a security key signs in with, in place of password and code. The secret half never leaves it. */
@Entity('passkeys')
export class Passkey {
  @PrimaryColumn('uuid')
  id!: PasskeyId;

  @Column('uuid', { name: 'account_id' })
  accountId!: AccountId;

  /** Base64url, as the authenticator calls it. */
  @Column('text', { name: 'credential_id' })
  credentialId!: string;

  /** COSE key. */
  @Column('bytea', { name: 'public_key' })
  publicKey!: Buffer;

  /** Of signatures, where the authenticator counts them: one that goes back is a copy. */
  @Column('bigint')
  counter!: string;

  /** How the browser reaches it: usb, nfc, ble, internal, hybrid. */
  @Column('text', { array: true })
  transports!: string[];

  /** What its owner calls it. */
  @Column('text')
  name!: string;

  @Column('timestamptz', { name: 'added_at' })
  addedAt!: Date;

  /** When the question was asked that it answered last. */
  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}
