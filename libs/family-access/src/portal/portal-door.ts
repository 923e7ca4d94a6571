import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { openLetter, openUnder, PortalKeys, randomToken, sealUnder, tokenHash, verifyPassword } from '#libs/crypto';
import { newId } from '#libs/kernel';
import { readCardCode } from '../card-code.js';
import { canonicalWord } from '../chosen-word.js';
import type { FamilyCardId } from '../family-card.entity.js';
import { cardBox } from '../family-cards.js';
import { aboutAnswer } from '../family-desk.js';
import type { FamilyPage } from '../family-page.js';
import { aboutLetter, type FamilyLetter, type FirstContactLetter, type LetterId } from '../letters.js';
import { Patience } from './patience.js';
import { PortalDatabase, putBack, takeFrom, type Bucket } from './portal-database.js';

export interface PortalOptions {
  /** Without anything done for so long, the page is closed. */
  sessionMinutes: number;
  /** KiB that checking a word takes. */
  wordMemory: number;
}
export const PORTAL_OPTIONS = Symbol('PORTAL_OPTIONS');

/** Wrong words on one card: whoever found it has not many. */
const WRONG_WORDS: Bucket = { holds: 5, refillSeconds: 3_600 };
const LETTERS_OF_A_CARD: Bucket = { holds: 20, refillSeconds: 1_800 };
const FIRST_CONTACTS: Bucket = { holds: 120, refillSeconds: 30 };
const FIRST_CONTACTS_OF_AN_ADDRESS: Bucket = { holds: 30, refillSeconds: 120 };

/** What is read with an open session. */
export interface FamilyView {
  page: FamilyPage;
  /** The day on which everything was looked at last. */
  lastRound: string;
  answers: number;
  /** Stands in every form: nobody else can send one. */
  formToken: string;
}

export interface Answer {
  day: string;
  text: string;
}

type Signed = { token: string } | 'refused' | 'busy';

interface CardRow {
  id: FamilyCardId;
  word_hash: string;
  sealed_key: Buffer;
  usable: boolean;
}

/** The portal's side of the cards: who may come in, what they see, what they leave. It holds no key that opens anything. */
@Injectable()
export class PortalDoor {
  constructor(
    private readonly database: PortalDatabase,
    private readonly keys: PortalKeys,
    private readonly patience: Patience,
    @Inject(PORTAL_OPTIONS) private readonly options: PortalOptions,
  ) {}

  /**
   * A wrong code, a wrong word, an expired, a cancelled and an unknown card go the same way, statement by statement, up to
   * the same answer.
   */
  async signIn(typedCode: string, typedWord: string, address: string): Promise<Signed> {
    const code = readCardCode(typedCode) ?? `? ${typedCode.slice(0, 100)}`;
    const word = canonicalWord(typedWord.slice(0, 200));
    const lookup = this.keys.lookup(code);
    const signed = await this.patience.check(async () => {
      const { card, bucket, allowed } = await this.find(lookup);
      const fits = await verifyPassword(card?.word_hash, word, this.options.wordMemory);
      return card && fits && allowed && card.usable ? this.open(card, bucket, lookup, `${code} ${word}`) : 'refused';
    });
    if (signed === undefined) return 'busy';
    if (signed === 'refused') await pause(this.patience.wrong(address));
    return signed;
  }

  private find(lookup: string): Promise<{ card: CardRow | undefined; bucket: string; allowed: boolean }> {
    return this.database.within({ lookup }, async (client) => {
      const { rows } = await client.query<CardRow>(
        'SELECT id, word_hash, sealed_key, NOT cancelled AND usable_until > now() AS usable FROM cards WHERE lookup = $1',
        [lookup],
      );
      // Codes that nobody has share their allowances, so that guessing fills no table.
      const bucket = rows[0] ? `card:${lookup}` : `none:${lookup.slice(0, 4)}`;
      return { card: rows[0], bucket, allowed: await takeFrom(client, bucket, WRONG_WORDS) };
    });
  }

  private async open(card: CardRow, bucket: string, lookup: string, secret: string): Promise<Signed> {
    const key = openUnder(secret, cardBox(card.id), card.sealed_key);
    if (!key) return 'refused';
    const token = randomToken();
    const session = tokenHash(token);
    await this.database.within({ lookup, session }, async (client) => {
      await putBack(client, bucket);
      await client.query('INSERT INTO sessions (token_hash, card_id, sealed_key) VALUES ($1, $2, $3)', [
        session,
        card.id,
        sealUnder(token, sessionBox(session), key),
      ]);
    });
    key.fill(0);
    return { token };
  }

  /** Nothing where the session is over, the card was cancelled or has expired. */
  async look(token: string): Promise<FamilyView | undefined> {
    const session = tokenHash(token);
    return this.database.within({ session }, async (client) => {
      const { rows } = await client.query<{
        page: FamilyPage | null;
        last_round: string;
        answers: number;
        stale: boolean;
      }>(
        `SELECT p.page, r.last_round::text, (SELECT count(*)::int FROM answers a WHERE a.card_id = s.card_id) AS answers,
           s.seen_at < now() - interval '1 minute' AS stale
         FROM sessions s JOIN cards c ON c.id = s.card_id CROSS JOIN rounds r LEFT JOIN pages p ON p.card_id = s.card_id
         WHERE s.token_hash = $1 AND s.seen_at > now() - make_interval(mins => $2) AND NOT c.cancelled AND c.usable_until > now()`,
        [session, this.options.sessionMinutes],
      );
      const [row] = rows;
      if (!row?.page) return undefined;
      // Once a minute is enough to know that somebody is there.
      if (row.stale) await client.query('UPDATE sessions SET seen_at = now() WHERE token_hash = $1', [session]);
      const { page, last_round: lastRound, answers } = row;
      return { page, lastRound, answers, formToken: formTokenOf(token) };
    });
  }

  /** What staff wrote, the last first. It opens with what only this session has. */
  async answers(token: string): Promise<Answer[]> {
    const session = tokenHash(token);
    return this.database.within({ session }, async (client) => {
      const { rows } = await client.query<{
        id: string;
        card_id: FamilyCardId;
        sealed: Buffer;
        day: string;
        sealed_key: Buffer;
      }>(
        `SELECT a.id, a.card_id, a.sealed, a.written_on::text AS day, s.sealed_key FROM answers a
         JOIN sessions s ON s.card_id = a.card_id WHERE s.token_hash = $1 ORDER BY a.id DESC LIMIT 5`,
        [session],
      );
      return rows.flatMap(({ id, card_id: cardId, sealed, day, sealed_key: sealedKey }) => {
        const key = openUnder(token, sessionBox(session), sealedKey);
        return key ? [{ day, text: openLetter(key, sealed, aboutAnswer(id, cardId)).toString('utf8') }] : [];
      });
    });
  }

  /** Leaves a letter that only the worker opens. @returns false where this card has sent enough for now */
  async write(token: string, letter: FamilyLetter): Promise<boolean> {
    const session = tokenHash(token);
    return this.database.within({ session }, async (client) => {
      const { rows } = await client.query<{ card_id: FamilyCardId }>(
        'SELECT card_id FROM sessions WHERE token_hash = $1',
        [session],
      );
      const cardId = rows[0]?.card_id;
      if (!cardId || !(await takeFrom(client, `letters:${cardId}`, LETTERS_OF_A_CARD))) return false;
      const id = newId<'family-letter'>();
      await client.query('INSERT INTO letters (id, card_id, sealed) VALUES ($1, $2, $3)', [
        id,
        cardId,
        this.sealed(letter, id, cardId),
      ]);
      return true;
    });
  }

  /**
   * Somebody without a card.
   * @returns false where too many came from that address, or from everywhere: nothing is kept then, and they are told so
   */
  async firstContact(letter: FirstContactLetter, address: string): Promise<boolean> {
    const id = newId<'family-letter'>();
    const sealed = this.sealed(letter, id, null);
    const day = new Date().toISOString().slice(0, 10);
    // Under the day's name of the address: nobody can tell tomorrow who was here today, nor from where.
    const from = createHmac('sha256', this.keys.lookup(`first-contacts ${day}`))
      .update(address)
      .digest('hex')
      .slice(0, 3);
    return this.database.within({}, async (client) => {
      // Whoever has used up their own allowance takes nothing from everybody's.
      const allowed =
        (await takeFrom(client, `first:${from}`, FIRST_CONTACTS_OF_AN_ADDRESS)) &&
        (await takeFrom(client, 'first', FIRST_CONTACTS));
      if (allowed) await client.query('INSERT INTO letters (id, card_id, sealed) VALUES ($1, NULL, $2)', [id, sealed]);
      return allowed;
    });
  }

  async leave(token: string): Promise<void> {
    const session = tokenHash(token);
    await this.database.within({ session }, (client) =>
      client.query('DELETE FROM sessions WHERE token_hash = $1', [session]),
    );
  }

  private sealed(letter: FamilyLetter | FirstContactLetter, id: LetterId, cardId: FamilyCardId | null): Buffer {
    return this.keys.seal(letter, aboutLetter(id, cardId));
  }
}

function sessionBox(session: string): string[] {
  return ['portal-session', session];
}

/** Made from the session's token, so that it needs no place of its own. */
function formTokenOf(token: string): string {
  return createHash('sha256').update(`form ${token}`).digest('base64url').slice(0, 22);
}

export function isFormTokenOf(token: string, given: unknown): boolean {
  const expected = Buffer.from(formTokenOf(token));
  const actual = Buffer.from(typeof given === 'string' ? given : '');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

function pause(milliseconds: number): Promise<void> {
  return milliseconds > 0 ? new Promise((resolve) => setTimeout(resolve, milliseconds)) : Promise.resolve();
}
