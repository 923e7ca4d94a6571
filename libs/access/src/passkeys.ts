import { Inject, Injectable } from '@nestjs/common';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import { BlindIndex } from '#libs/crypto';
import type { Transaction } from '#libs/database';
import { Clock, newId, type AccountId } from '#libs/kernel';
import { PasskeyNotTaken, TooManyPasskeys } from './access.errors.js';
import type { Account } from './account.entity.js';
import { bringsCertificates } from './attestation.js';
import { PasskeyQuestions } from './passkey-questions.js';
import { Passkey } from './passkey.entity.js';

/** Origin of the console, such as `https://relink.example.org`: passkeys answer nobody else. */
export const CONSOLE_ORIGIN = Symbol('CONSOLE_ORIGIN');

/** Enough for every device and key somebody uses. */
const MOST = 10;

/**
 * Passkeys (WebAuthn Level 3): the device makes sure who holds it, by finger, face or PIN, and answers only this origin, so
 * that one step is as good as password and code, and cannot be given away to a false page.
 */
@Injectable()
export class Passkeys {
  private readonly questions: PasskeyQuestions;
  private readonly domain: string;

  constructor(
    index: BlindIndex,
    private readonly clock: Clock,
    @Inject(CONSOLE_ORIGIN) private readonly origin: string,
  ) {
    this.questions = new PasskeyQuestions(index);
    this.domain = new URL(origin).hostname;
  }

  /** What the browser asks for with: any passkey of this place. It names no account. */
  askWhoComes(): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return generateAuthenticationOptions({
      rpID: this.domain,
      challenge: this.questions.ask('sign-in', this.clock.now()),
      userVerification: 'required',
    });
  }

  /** What the browser makes a new passkey with. Whoever asks for it has proved who they are: the question is the proof. */
  async askForNew(tx: Transaction, account: Account): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const known = await this.of(tx, account.id);
    if (known.length >= MOST) throw new TooManyPasskeys();
    return generateRegistrationOptions({
      rpName: 'Relink',
      rpID: this.domain,
      userID: new Uint8Array(Buffer.from(account.id)),
      userName: account.email,
      userDisplayName: account.name,
      challenge: this.questions.ask(account.id, tx.now),
      attestationType: 'none',
      excludeCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  }

  of(tx: Transaction, accountId: AccountId): Promise<Passkey[]> {
    return tx.of(Passkey).first({ accountId }, { addedAt: 'ASC' }, MOST);
  }

  /** @throws PasskeyNotTaken, TooManyPasskeys */
  async add(tx: Transaction, accountId: AccountId, name: string, response: RegistrationResponseJSON): Promise<Passkey> {
    if ((await this.of(tx, accountId)).length >= MOST) throw new TooManyPasskeys();
    let askedAt: Date | undefined;
    const made = await this.verifyNew(response, (question) => {
      askedAt = this.questions.askedAt(question, accountId, tx.now);
      return askedAt !== undefined;
    });
    if (!made || !askedAt) throw new PasskeyNotTaken();
    const added = tx.of(Passkey).create({
      id: newId<'passkey'>(),
      accountId,
      credentialId: made.id,
      publicKey: Buffer.from(made.publicKey),
      counter: String(made.counter),
      transports: [...(response.response.transports ?? [])],
      name,
      addedAt: tx.now,
      askedAt,
      usedAt: null,
    });
    await tx.of(Passkey).insert(added);
    return added;
  }

  /** Whose passkey answered, for signing in; the answer is used up. @returns nothing where it is none of ours, or a wrong or used one */
  async redeem(tx: Transaction, response: AuthenticationResponseJSON): Promise<AccountId | undefined> {
    // Locked before it is read: one that is removed at this moment is none of ours any more.
    await tx.sql('SELECT FROM passkeys WHERE credential_id = $1 FOR NO KEY UPDATE', [response.id]);
    const passkey = await tx.of(Passkey).find({ credentialId: response.id });
    if (!passkey) return undefined;
    const askedAt = await this.verify(tx, passkey, response);
    if (!askedAt) return undefined;
    await tx.sql('UPDATE passkeys SET counter = $2, asked_at = $3, used_at = $4 WHERE id = $1', [
      passkey.id,
      passkey.counter,
      askedAt,
      tx.now,
    ]);
    return passkey.accountId;
  }

  private async verify(
    tx: Transaction,
    passkey: Passkey,
    response: AuthenticationResponseJSON,
  ): Promise<Date | undefined> {
    const { userHandle } = response.response;
    let askedAt: Date | undefined;
    try {
      if (userHandle && isoBase64URL.toUTF8String(userHandle) !== passkey.accountId) return undefined;
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: (question) => {
          askedAt = this.questions.askedAt(question, 'sign-in', tx.now);
          return askedAt !== undefined && askedAt > passkey.askedAt;
        },
        expectedOrigin: this.origin,
        expectedRPID: this.domain,
        requireUserVerification: true,
        credential: {
          id: passkey.credentialId,
          publicKey: new Uint8Array(passkey.publicKey),
          counter: Number(passkey.counter),
        },
      });
      if (!verified) return undefined;
      passkey.counter = String(authenticationInfo.newCounter);
      return askedAt;
    } catch {
      // The library throws for each way an answer can be wrong; which one it was is nobody's business.
      return undefined;
    }
  }

  private async verifyNew(response: RegistrationResponseJSON, isOurs: (question: string) => boolean) {
    try {
      if (bringsCertificates(response.response.attestationObject)) return undefined;
      const { registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: isOurs,
        expectedOrigin: this.origin,
        expectedRPID: this.domain,
        requireUserVerification: true,
      });
      return registrationInfo?.credential;
    } catch {
      return undefined;
    }
  }
}
