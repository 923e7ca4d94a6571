import { contentDigest, isDigestOf } from './content-digest.js';
import { checkMessage, type Agreement } from './check-message.js';
import {
  checkSignature,
  checkSignatureTime,
  readSignature,
  SIGNATURE_LIFE,
  signRequest,
  type SignedRequest,
} from './http-signature.js';
import { isValidAt, keyObject, type PrivateKey, type PublicKey } from './keys.js';
import type { Message } from './messages.js';
import { ExchangeRefused } from './refusal.js';
import { LARGEST_BODY, openMessage } from './sealed-message.js';

export const CONTENT_TYPE = 'application/jose';
const METHOD = 'POST';

/** A request as it goes out. */
export interface OutgoingRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** The request that delivers a sealed message. Each attempt is signed anew, with a nonce of its own. */
export function requestFor(
  sealed: string,
  { jti, targetUri, now, nonce }: { jti: string; targetUri: string; now: number; nonce: string },
  signing: PrivateKey,
): OutgoingRequest {
  const signed: SignedRequest = {
    '@method': METHOD,
    '@target-uri': targetUri,
    'content-digest': contentDigest(Buffer.from(sealed)),
    'content-type': CONTENT_TYPE,
    'idempotency-key': jti,
  };
  const signature = signRequest(
    signed,
    { created: now, expires: now + SIGNATURE_LIFE, nonce, keyid: signing.kid },
    signing.key,
  );
  const { '@method': method, '@target-uri': url, ...headers } = signed;
  return { method, url, headers: { ...headers, ...signature }, body: sealed };
}

/** A request as it came: each header with all its values, in small letters. */
export interface IncomingRequest {
  method: string;
  headers: Readonly<Record<string, readonly string[] | undefined>>;
  body: Buffer;
}

/** A partner as the trust registry knows it, with the keys pinned for it. */
export interface TrustedPartner extends Agreement {
  /** Only then are its messages taken. */
  paired: boolean;
  keys: readonly PublicKey[];
}

/** The one who receives. */
export interface Receiver {
  society: string;
  /** The address partners were told: what they sign, not what a proxy made of it. */
  targetUri: string;
  opening: readonly PrivateKey[];
  /** Seconds since 1970. */
  now: number;
  /** Who has pinned this signing key with us? */
  partnerBy(kid: string): Promise<TrustedPartner | undefined>;
  /** True once for each nonce of a partner. It is asked only after the signature was verified. */
  takeNonce(society: string, nonce: string, until: number): Promise<boolean>;
}

export interface ReceivedMessage {
  from: string;
  /** As in `Content-Digest`: what the receipt is about, and what a repeated delivery has to show again. */
  digest: string;
  message: Message;
}

/** The message a request brings, after everything about it was checked. @throws ExchangeRefused, for whatever reason */
export async function receive(
  { method, headers, body }: IncomingRequest,
  receiver: Receiver,
): Promise<ReceivedMessage> {
  const one = (name: string): string => {
    const values = headers[name];
    if (values?.length !== 1) throw new ExchangeRefused('signature-form');
    return values[0]!;
  };
  if (body.length > LARGEST_BODY) throw new ExchangeRefused('too-large');
  if (one('content-type') !== CONTENT_TYPE) throw new ExchangeRefused('content-type');
  const digest = one('content-digest');
  if (!isDigestOf(digest, body)) throw new ExchangeRefused('digest');

  const signature = readSignature(one('signature-input'), one('signature'));
  const partner = await receiver.partnerBy(signature.keyid);
  const key = partner?.keys.find(({ kid, use }) => kid === signature.keyid && use === 'sign');
  if (!partner || !key) throw new ExchangeRefused('unknown-key');
  const jti = one('idempotency-key');
  const signed: SignedRequest = {
    '@method': method,
    '@target-uri': receiver.targetUri,
    'content-digest': digest,
    'content-type': CONTENT_TYPE,
    'idempotency-key': jti,
  };
  checkSignature(signed, signature, keyObject(key));
  checkSignatureTime(signature, receiver.now);
  if (!isValidAt(key, receiver.now)) throw new ExchangeRefused('key-not-valid');
  if (!partner.paired) throw new ExchangeRefused('partner-not-paired');
  if (!(await receiver.takeNonce(partner.society, signature.nonce, signature.expires)))
    throw new ExchangeRefused('replay');

  const valid = (kid: string) =>
    partner.keys.find((one) => one.kid === kid && one.use === 'sign' && isValidAt(one, receiver.now));
  const message = await openMessage(body.toString('latin1'), receiver.opening, (kid) => {
    const pinned = valid(kid);
    return pinned && keyObject(pinned);
  });
  if (message.jti !== jti) throw new ExchangeRefused('idempotency-key');
  checkMessage(message, { from: partner.society, to: receiver.society }, partner, receiver.now);
  return { from: partner.society, digest, message };
}
