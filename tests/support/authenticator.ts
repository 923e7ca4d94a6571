import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { CONSOLE_OF_A_TEST } from '#libs/testing';

/** What is otherwise than a browser and an honest authenticator would have it. */
export interface Otherwise {
  origin?: string;
  domain?: string;
  /** The device did not make sure who holds it. */
  unverified?: boolean;
  counter?: number;
  userHandle?: string;
  key?: KeyObject;
  /** What a maker says of the device, in place of nothing. */
  attestation?: { format: string; certificates: Buffer[] };
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const CREDENTIAL_INCLUDED = 0x40;

/** A device that holds one passkey, as WebAuthn Level 3 has it: clientDataJSON, authenticator data, a P-256 signature. */
export class Authenticator {
  readonly id = randomBytes(16).toString('base64url');
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private userHandle = '';
  counter = 0;

  constructor(private readonly origin = CONSOLE_OF_A_TEST) {}

  /** Makes its passkey, as `navigator.credentials.create` answers. */
  make(question: { challenge: string; user: { id: string } }, otherwise: Otherwise = {}) {
    this.userHandle = question.user.id;
    const { x, y } = this.pair.publicKey.export({ format: 'jwk' });
    // COSE_Key: EC2, ES256, P-256
    const key = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x!, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y!, 'base64url'))],
    ]);
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const credential = Buffer.concat([Buffer.alloc(16), length, id, isoCBOR.encode(key)]);
    const { format = 'none', certificates } = otherwise.attestation ?? {};
    const attestation = new Map<string, unknown>([
      ['fmt', format],
      ['attStmt', new Map(certificates ? [['x5c', certificates.map((one) => new Uint8Array(one))]] : [])],
      ['authData', new Uint8Array(this.data(otherwise, CREDENTIAL_INCLUDED, credential))],
    ]);
    return {
      id: this.id,
      response: {
        clientDataJSON: this.clientData('webauthn.create', question.challenge, otherwise).toString('base64url'),
        attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url'),
        transports: ['internal' as const],
      },
    };
  }

  /** Answers with it, as `navigator.credentials.get` does. */
  answer({ challenge }: { challenge: string }, otherwise: Otherwise = {}) {
    const clientData = this.clientData('webauthn.get', challenge, otherwise);
    const data = this.data(otherwise, 0);
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()]);
    return {
      id: this.id,
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, otherwise.key ?? this.pair.privateKey).toString('base64url'),
        userHandle: otherwise.userHandle ?? this.userHandle,
      },
    };
  }

  private clientData(type: string, challenge: string, { origin = this.origin }: Otherwise): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  private data({ domain, unverified, counter }: Otherwise, flags: number, credential = Buffer.alloc(0)): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter ?? this.counter);
    return Buffer.concat([
      createHash('sha256')
        .update(domain ?? new URL(this.origin).hostname)
        .digest(),
      Buffer.from([USER_PRESENT | (unverified ? 0 : USER_VERIFIED) | flags]),
      count,
      credential,
    ]);
  }
}

/** As the library takes it: what travels, and what a browser adds. */
export function asBrowser<Answer extends { id: string }>(answer: Answer) {
  return { ...answer, rawId: answer.id, type: 'public-key' as const, clientExtensionResults: {} };
}
