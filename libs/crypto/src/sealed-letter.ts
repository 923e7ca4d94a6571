import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { decrypt, encrypt } from './aes-gcm.js';
import { canonical } from './canonical.js';
import { CannotOpenSealed } from './crypto.errors.js';

const FORMAT = 1;
const KEY_BYTES = 32;
/** What stands before the 32 bytes of an X25519 key in PKCS #8 and SPKI (RFC 8410). */
const PRIVATE_HEADER = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_HEADER = Buffer.from('302a300506032b656e032100', 'hex');

/** An X25519 pair; the private half as its 32 bytes, so that it can itself be sealed. */
export interface LetterPair {
  publicKey: Buffer;
  privateKey: Buffer;
}

export function newLetterPair(): LetterPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return { publicKey: rawPublic(publicKey), privateKey: rawPrivate(privateKey) };
}

/** The public half that belongs to 32 private bytes. */
export function publicHalfOf(privateKey: Buffer): Buffer {
  return rawPublic(createPublicKey(privateObject(privateKey)));
}

/**
 * Seals something so that only the holder of the private half can read it, not even whoever sealed it: ephemeral X25519,
 * HKDF-SHA-256 over the shared secret and both public keys, AES-256-GCM. Format 1: format (1 byte) | ephemeral public key
 * (32) | iv (12) | tag (16) | ciphertext.
 * @param about what the letter is bound to; it opens with the same words only
 */
export function sealLetter(to: Buffer, plaintext: Buffer, about: readonly string[]): Buffer {
  const ephemeral = newLetterPair();
  const key = sharedKey(privateObject(ephemeral.privateKey), to, ephemeral.publicKey, to);
  ephemeral.privateKey.fill(0);
  return Buffer.concat([Buffer.from([FORMAT]), ephemeral.publicKey, encrypt(key, plaintext, aadOf(about))]);
}

/** @throws CannotOpenSealed where key, words or a single byte are not the ones it was sealed with */
export function openLetter(privateKey: Buffer, sealed: Buffer, about: readonly string[]): Buffer {
  if (sealed[0] !== FORMAT || sealed.length < 1 + KEY_BYTES) throw new CannotOpenSealed();
  const ephemeral = sealed.subarray(1, 1 + KEY_BYTES);
  const own = privateObject(privateKey);
  const key = sharedKey(own, ephemeral, ephemeral, rawPublic(createPublicKey(own)));
  const plaintext = decrypt(key, sealed.subarray(1 + KEY_BYTES), aadOf(about));
  if (!plaintext) throw new CannotOpenSealed();
  return plaintext;
}

function sharedKey(own: KeyObject, other: Buffer, ephemeral: Buffer, recipient: Buffer): Buffer {
  const secret = diffieHellman({ privateKey: own, publicKey: publicObject(other) });
  const salt = Buffer.concat([ephemeral, recipient]);
  return Buffer.from(hkdfSync('sha256', secret, salt, 'relink.letter.v1', KEY_BYTES));
}

function aadOf(about: readonly string[]): Buffer {
  return canonical(['relink.letter.v1', ...about]);
}

function privateObject(raw: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PRIVATE_HEADER, raw]), format: 'der', type: 'pkcs8' });
}

function publicObject(raw: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([PUBLIC_HEADER, raw]), format: 'der', type: 'spki' });
}

function rawPublic(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_HEADER.length);
}

function rawPrivate(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'pkcs8' }).subarray(PRIVATE_HEADER.length);
}
