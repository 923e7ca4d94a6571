import { Inject, Injectable } from '@nestjs/common';
import { authorizedDossier } from '#libs/access';
import { TracingRequest } from '#libs/cases';
import { FamilyKeys, hashPassword, newLetterPair, sealUnder } from '#libs/crypto';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { daysAfter, newId, type DossierId, type StaffActor } from '#libs/kernel';
import type { PortalLanguage } from '#libs/wording';
import { newCardCode, showCardCode, type CardCode } from './card-code.js';
import { canonicalWord } from './chosen-word.js';
import { CardEnded } from './family-access.errors.js';
import { FamilyCard, type FamilyCardId } from './family-card.entity.js';

/** What the words on the cards cost to check, in KiB of Argon2id. */
export const WORD_MEMORY = Symbol('WORD_MEMORY');

/** A card is renewed at least as often as the basis of a case is looked at again. */
const CARD_DAYS = 730;

export interface NewCard {
  language: PortalLanguage;
  /** The word that the family chose; it is kept as a hash and never shown again. */
  word: string;
}

/** A card as it is handed over: the code is known now and never again. */
export interface IssuedCard {
  receipt: Receipt;
  /** In fours, as it is printed. */
  code: string;
  language: PortalLanguage;
  expiresOn: string;
}

/** Whose code and word open what: the purpose of the boxes that a card's private half and a session's lie in. */
export const cardBox = (id: FamilyCardId) => ['family-card', id];

/** Cards by which families see their request on the portal. */
@Injectable()
export class FamilyCards {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: FamilyKeys,
    @Inject(WORD_MEMORY) private readonly wordMemory: number,
  ) {}

  /** @throws NotFound, Forbidden */
  async issue(dossierId: DossierId, card: NewCard, by: StaffActor): Promise<IssuedCard> {
    // Before the transaction: a slow hash holds no row.
    const [code, wordHash] = [newCardCode(), await this.hash(card.word)];
    return this.unitOfWork.run(by, async (tx) => {
      await authorizedDossier(tx, dossierId, 'record');
      await tx.of(TracingRequest).findOrFail({ id: dossierId });
      return this.add(tx, dossierId, card, { code, wordHash }, by);
    });
  }

  /** Nobody opens anything with it from now on, and whoever has it open is shown out. @throws CardEnded, StaleVersion */
  cancel(id: FamilyCardId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, (tx) => this.end(tx, id, version));
  }

  /** A new card in the place of one that was lost; the family chooses a new word too. @throws CardEnded, StaleVersion */
  async reIssue(id: FamilyCardId, word: string, version: number, by: StaffActor): Promise<IssuedCard> {
    const [code, wordHash] = [newCardCode(), await this.hash(word)];
    return this.unitOfWork.run(by, async (tx) => {
      await this.end(tx, id, version);
      const { dossierId, language } = await tx.of(FamilyCard).findOrFail({ id });
      return this.add(tx, dossierId, { language, word }, { code, wordHash }, by);
    });
  }

  private async end(tx: Transaction, id: FamilyCardId, version: number): Promise<Receipt> {
    const card = await tx.of(FamilyCard).lockOrFail({ id }, version);
    await authorizedDossier(tx, card.dossierId, 'record');
    if (card.state === 'cancelled') throw new CardEnded();
    card.state = 'cancelled';
    card.endedAt = tx.now;
    await tx.sql('UPDATE portal.cards SET cancelled = true WHERE id = $1', [id]);
    await tx.sql('DELETE FROM portal.sessions WHERE card_id = $1', [id]);
    tx.audit.record('family-access.card-cancelled', { type: 'dossier', id: card.dossierId }, { card: id });
    const saved = await tx.of(FamilyCard).save(card);
    return { id, state: card.state, version: saved.version };
  }

  private async add(
    tx: Transaction,
    dossierId: DossierId,
    { language, word }: NewCard,
    { code, wordHash }: { code: CardCode; wordHash: string },
    by: StaffActor,
  ): Promise<IssuedCard> {
    const id = newId<'family-card'>();
    const expiresOn = daysAfter(tx.now, CARD_DAYS);
    await tx.of(FamilyCard).insert(
      tx.of(FamilyCard).create({
        id,
        dossierId,
        language,
        state: 'active',
        issuedBy: by.accountId,
        issuedAt: tx.now,
        expiresOn,
        endedAt: null,
      }),
    );
    const pair = newLetterPair();
    const sealedKey = sealUnder(`${code} ${canonicalWord(word)}`, cardBox(id), pair.privateKey);
    pair.privateKey.fill(0);
    await tx.sql(
      `INSERT INTO portal.cards (id, lookup, word_hash, public_key, sealed_key, usable_until) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, this.keys.portal.lookup(code), wordHash, pair.publicKey, sealedKey, new Date(`${expiresOn}T23:59:59Z`)],
    );
    tx.audit.record('family-access.card-issued', { type: 'dossier', id: dossierId }, { card: id, language });
    tx.outbox.emit('family-access.card-issued', { dossierId });
    return { receipt: { id, state: 'active', version: 1 }, code: showCardCode(code), language, expiresOn };
  }

  private hash(word: string): Promise<string> {
    return hashPassword(canonicalWord(word), this.wordMemory);
  }
}
