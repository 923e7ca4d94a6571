import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;

/** A time-based one-time password (RFC 6238) as authenticator apps understand it: SHA-1, six digits, 30 seconds. */
export class Totp {
  readonly #secret: Secret;

  /** @param secret in base32 */
  constructor(secret: string) {
    this.#secret = Secret.fromBase32(secret);
  }

  /** A new secret of 160 bits, the length RFC 4226 recommends. */
  static create(): Totp {
    return new Totp(new Secret({ size: 20 }).base32);
  }

  /** In base32, for typing it in where the camera does not work, and for sealing it. */
  get secret(): string {
    return this.#secret.base32;
  }

  /** The `otpauth://` address for the QR code. */
  uri(issuer: string, account: string): string {
    return new TOTP({ issuer, label: account, secret: this.#secret, period: PERIOD_SECONDS }).toString();
  }

  /**
   * The time step the code belongs to, at most one step (30 s) off, or `undefined` where the code is wrong.
   * The caller stores the step and refuses it and all earlier ones from then on: a code opens once.
   */
  verify(code: string, at: Date): number | undefined {
    const token = code.replace(/\s/g, '');
    if (!/^\d{6}$/.test(token)) return undefined;
    const timestamp = at.getTime();
    const delta = TOTP.validate({ secret: this.#secret, token, timestamp, period: PERIOD_SECONDS, window: 1 });
    return delta === null ? undefined : TOTP.counter({ timestamp, period: PERIOD_SECONDS }) + delta;
  }

  /** The code an authenticator app shows at that moment. */
  code(at: Date): string {
    return TOTP.generate({ secret: this.#secret, timestamp: at.getTime(), period: PERIOD_SECONDS });
  }
}
