import { ExchangeKeys, type ExchangeKeyPair } from '#libs/crypto';
import { RelinkError } from '#libs/kernel';
import { isValidAt, MESSAGE_LIFE, thumbprint, type PrivateKey, type PublicKey } from './protocol/index.js';

/** There is no key of ours that is valid now: whatever has to be signed waits. */
export class NoKeyOfOurs extends RelinkError {
  readonly code = 'partners.no-key-of-ours';
  readonly kind = 'unavailable';

  constructor() {
    super('There is no valid key to sign for the exchange. Make one with: relink keys exchange, or rotate them.');
  }
}

/** What we sign and open with, by the time. Only the exchange and the worker have it. */
export class OwnKeys {
  constructor(
    private readonly keys: ExchangeKeys,
    readonly society: string,
  ) {}

  get demo(): boolean {
    return this.keys.demo;
  }

  /**
   * The key that partners know best: the oldest one that stays valid for as long as a message lives, so that nothing it has
   * signed is on its way when it ends.
   * @throws NoKeyOfOurs
   */
  signing(now: number): PrivateKey {
    const valid = this.trusted('sign')
      .filter((pair) => isValidAt(pair, now))
      .sort((one, other) => one.from - other.from);
    const pair = valid.find(({ until }) => until >= now + MESSAGE_LIFE) ?? valid.at(-1);
    if (!pair) throw new NoKeyOfOurs();
    return privateKey(pair);
  }

  /** What opens messages: a key stays for as long as one sealed to it may be on its way. */
  opening(now: number): PrivateKey[] {
    return this.trusted('seal')
      .filter(({ from, until }) => from <= now && now < until + MESSAGE_LIFE)
      .map(privateKey);
  }

  /** The signing pair with this thumbprint, a revoked one too: it may say of itself that it is revoked. */
  signingBy(kid: string): PrivateKey | undefined {
    return this.keys.pairs
      .filter(({ use }) => use === 'sign')
      .map(privateKey)
      .find((key) => key.kid === kid);
  }

  /** What partners are told. */
  told(now: number): PublicKey[] {
    return this.keys.pairs.filter(({ until, revokedAt }) => until > now && revokedAt === undefined).map(publicKey);
  }

  /** Every key we ever told and still have, with the time it was revoked. */
  all(): (PublicKey & { revokedAt?: number })[] {
    return this.keys.pairs.map((pair) => ({
      ...publicKey(pair),
      ...(pair.revokedAt !== undefined && { revokedAt: pair.revokedAt }),
    }));
  }

  private trusted(use: ExchangeKeyPair['use']): ExchangeKeyPair[] {
    return this.keys.pairs.filter((pair) => pair.use === use && pair.revokedAt === undefined);
  }
}

function privateKey(pair: ExchangeKeyPair): PrivateKey {
  return { kid: publicKey(pair).kid, key: pair.privateKey };
}

function publicKey({ use, x, from, until }: ExchangeKeyPair): PublicKey {
  const jwk = { kty: 'OKP', crv: use === 'sign' ? 'Ed25519' : 'X25519', x } as const;
  return { ...jwk, kid: thumbprint(jwk), use, from, until };
}
