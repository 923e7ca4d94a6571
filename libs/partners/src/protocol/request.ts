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

/** A request whose form and digest are right; nothing of it is proved. */
export interface ReadRequest {
  signed: SignedRequest;
  signature: ReturnType<typeof readSignature>;
  body: Buffer;
}

/** What a request claims. Whoever is no partner gets no further than this, and it asks nobody. @throws ExchangeRefused */
export function readRequest({ method, headers, body }: IncomingRequest, targetUri: string): ReadRequest {
  const one = (name: string): string => {
    const values = headers[name];
    if (values?.length !== 1) throw new ExchangeRefused('signature-form');
    return values[0]!;
  };
  if (body.length > LARGEST_BODY) throw new ExchangeRefused('too-large');
  if (one('content-type') !== CONTENT_TYPE) throw new ExchangeRefused('content-type');
  const digest = one('content-digest');
  if (!isDigestOf(digest, body)) throw new ExchangeRefused('digest');
  const signed: SignedRequest = {
    '@method': method,
    '@target-uri': targetUri,
    'content-digest': digest,
    'content-type': CONTENT_TYPE,
    'idempotency-key': one('idempotency-key'),
  };
  return { signed, signature: readSignature(one('signature-input'), one('signature')), body };
}

/** The message a request brings, after everything about it was checked. @throws ExchangeRefused, for whatever reason */
export async function receive(request: IncomingRequest, receiver: Receiver): Promise<ReceivedMessage> {
  return receiveRead(readRequest(request, receiver.targetUri), receiver);
}

/** @throws ExchangeRefused */
export async function receiveRead(
  { signed, signature, body }: ReadRequest,
  receiver: Receiver,
): Promise<ReceivedMessage> {
  const partner = await receiver.partnerBy(signature.keyid);
  const key = partner?.keys.find(({ kid, use }) => kid === signature.keyid && use === 'sign');
  if (!partner || !key) throw new ExchangeRefused('unknown-key');
  checkSignature(signed, signature, keyObject(key));
  try {
    checkSignatureTime(signature, receiver.now);
    if (!isValidAt(key, receiver.now)) throw new ExchangeRefused('key-not-valid');
    if (!partner.paired) throw new ExchangeRefused('partner-not-paired');
    if (!(await receiver.takeNonce(partner.society, signature.nonce, signature.expires)))
      throw new ExchangeRefused('replay');
    const message = await openFrom(partner, body, receiver);
    if (message.jti !== signed['idempotency-key']) throw new ExchangeRefused('idempotency-key');
    return { from: partner.society, digest: signed['content-digest'], message };
  } catch (error) {
    if (error instanceof ExchangeRefused) error.signed = true;
    throw error;
  }
}

/** A sealed message of this partner, opened and checked: when it comes, and again when it is acted upon. @throws ExchangeRefused */
export async function openFrom(
  partner: TrustedPartner,
  sealed: Buffer,
  { society, opening, now }: Pick<Receiver, 'society' | 'opening' | 'now'>,
): Promise<Message> {
  const message = await openMessage(sealed.toString('latin1'), opening, (kid) => {
    const pinned = partner.keys.find((one) => one.kid === kid && one.use === 'sign' && isValidAt(one, now));
    return pinned && keyObject(pinned);
  });
  checkMessage(message, { from: partner.society, to: society }, partner, now);
  return message;
}
