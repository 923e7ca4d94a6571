import { timingSafeEqual } from 'node:crypto';
import { randomToken, type BlindIndex } from '#libs/crypto';
import type { AccountId } from '#libs/kernel';

const VALID_MS = 5 * 60_000;

/** What an answer is for: signing in, or adding a passkey to this account. */
export type QuestionUse = 'sign-in' | AccountId;

/**
 * The random question (challenge) a passkey answers. Nothing is kept of it, so that asking costs the database nothing:
 * it says when it was asked and carries a keyed hash of that. It is answered once because each passkey remembers when
 * the question was asked that it answered last.
 */
export class PasskeyQuestions {
  constructor(private readonly index: BlindIndex) {}

  ask(use: QuestionUse, now: Date): string {
    const asked = `${now.getTime()}.${randomToken()}`;
    return `${asked}.${this.hash(use, asked)}`;
  }

  /**
   * @param question as the browser gives it back: base64url of what was asked
   * @returns when it was asked, or nothing where it was not asked here, for something else, or too long ago
   */
  askedAt(question: string, use: QuestionUse, now: Date): Date | undefined {
    const [time = '', random = '', hash = ''] = Buffer.from(question, 'base64url').toString('utf8').split('.');
    const expected = Buffer.from(this.hash(use, `${time}.${random}`));
    const given = Buffer.from(hash);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const askedAt = new Date(Number(time));
    const age = now.getTime() - askedAt.getTime();
    return age >= 0 && age <= VALID_MS ? askedAt : undefined;
  }

  private hash(use: QuestionUse, asked: string): string {
    return this.index.fingerprint('passkey.question', `${use} ${asked}`);
  }
}
