import type { SubjectId } from '#libs/kernel';
import { decrypt, encrypt, OVERHEAD_BYTES } from './aes-gcm.js';
import { canonical } from './canonical.js';
import { CannotOpenSealed } from './crypto.errors.js';

/** Where in the database a sealed value stands; it opens nowhere else. */
export interface Place {
  table: string;
  column: string;
  /** The row's id. */
  row: string;
}

/** A person's own key, 32 bytes, as unwrapped. Its version stands in each value it sealed. */
export interface DataKey {
  version: number;
  key: Buffer;
}

const FORMAT = 1;
const HEADER_BYTES = 5;

/**
 * What a sealed value is bound to: place, subject and key version. Without it, whoever can write to the database
 * could move one person's sealed name into another person's row.
 */
export function boundTo(subject: SubjectId, { table, column, row }: Place, keyVersion: number): Buffer {
  return canonical(['relink.sealed.v1', table, column, row, subject, String(keyVersion)]);
}

/** Format 1: format (1 byte) | data key version (uint32, big-endian) | iv (12) | tag (16) | ciphertext. */
export function seal({ version, key }: DataKey, plaintext: Buffer, aad: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(FORMAT, 0);
  header.writeUInt32BE(version, 1);
  return Buffer.concat([header, encrypt(key, plaintext, aad)]);
}

/** @throws CannotOpenSealed where key, place, subject or a single byte is not the one it was sealed with */
export function unseal({ version, key }: DataKey, sealed: Buffer, aad: Buffer): Buffer {
  if (sealedKeyVersion(sealed) !== version) throw new CannotOpenSealed();
  const plaintext = decrypt(key, sealed.subarray(HEADER_BYTES), aad);
  if (!plaintext) throw new CannotOpenSealed();
  return plaintext;
}

/** Which version of the subject's key opens this value. @throws CannotOpenSealed where it is no sealed value */
export function sealedKeyVersion(sealed: Buffer): number {
  if (sealed.length < HEADER_BYTES + OVERHEAD_BYTES || sealed.readUInt8(0) !== FORMAT) throw new CannotOpenSealed();
  return sealed.readUInt32BE(1);
}
