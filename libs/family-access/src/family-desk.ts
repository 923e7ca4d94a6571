import { Injectable } from '@nestjs/common';
import { Account, authorizedDossier } from '#libs/access';
import { TracingRequest } from '#libs/cases';
import { sealLetter } from '#libs/crypto';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { dayOf, newId, type AccountId, type DossierId, type StaffActor } from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import { NoCardYet } from './family-access.errors.js';
import { FamilyCard, type FamilyCardId } from './family-card.entity.js';
import { FamilyInvitation, FamilyMessage, messagePlace, type FamilyMessageId } from './family-message.entity.js';
import type { Letter } from './letters.js';

export interface FamilyMessageView {
  id: FamilyMessageId;
  kind: string;
  /** Left out: the family. */
  by?: { id: AccountId; name: string };
  at: Date;
  content: Letter | { text: string };
}

export interface FamilyDeskView {
  cards: FamilyCard[];
  messages: FamilyMessageView[];
  invitation?: { state: 'open' | 'ended'; version: number };
}

/** Most messages that are read at once; nobody keeps more in view. */
const MOST = 200;

/** What an answer is bound to. */
export const aboutAnswer = (id: string, cardId: FamilyCardId) => ['family-answer', id, cardId];

/** The family's side of a case, for those who work on it. */
@Injectable()
export class FamilyDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tasks: Tasks,
  ) {}

  /** Cards and everything that went to and fro, the last first. Reading is logged. @throws NotFound */
  read(dossierId: DossierId, by: StaffActor): Promise<FamilyDeskView> {
    return this.unitOfWork.run(by, async (tx) => {
      await authorizedDossier(tx, dossierId, 'see');
      const { enquirerId } = await tx.of(TracingRequest).findOrFail({ id: dossierId });
      const cards = await tx.of(FamilyCard).all({ dossierId });
      const rows = (await tx.of(FamilyMessage).all({ dossierId }))
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .slice(0, MOST);
      const names = new Map((await tx.of(Account).all()).map(({ id, name }) => [id, name]));
      await tx.vault.unlock([dossierId]);
      const messages = rows.map(async ({ id, kind, writtenBy, writtenAt, content }) => ({
        id,
        kind,
        at: writtenAt,
        ...(writtenBy && { by: { id: writtenBy, name: names.get(writtenBy) ?? '' } }),
        content: await tx.vault.open<Letter | { text: string }>(dossierId, messagePlace(id), content),
      }));
      const invitation = await tx.of(FamilyInvitation).find({ dossierId });
      tx.audit.record(
        'family-access.messages-read',
        { type: 'dossier', id: dossierId },
        { persons: [enquirerId], cards: cards.map(({ id }) => id) },
      );
      return {
        cards: cards.sort((a, b) => (a.id < b.id ? 1 : -1)),
        messages: await Promise.all(messages),
        ...(invitation && { invitation: { state: invitation.state, version: invitation.version } }),
      };
    });
  }

  /** Written to the family: they read it on the portal, with their code and word, and nobody else does. @throws NoCardYet */
  answer(dossierId: DossierId, text: string, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      await authorizedDossier(tx, dossierId, 'record');
      await tx.of(TracingRequest).findOrFail({ id: dossierId });
      const id = newId<'family-message'>();
      await keepMessage(tx, { id, dossierId, kind: 'answer', writtenBy: by.accountId, content: { text } });
      const cards = await tx.sql<{ id: FamilyCardId; public_key: Buffer }>(
        `SELECT p.id, p.public_key FROM portal.cards p JOIN family_cards c ON c.id = p.id
         WHERE c.dossier_id = $1 AND c.state = 'active' AND c.expires_on >= $2 AND NOT p.cancelled`,
        [dossierId, dayOf(tx.now)],
      );
      if (cards.length === 0) throw new NoCardYet();
      for (const { id: cardId, public_key: publicKey } of cards) {
        const answerId = newId<'family-answer'>();
        const sealed = sealLetter(publicKey, Buffer.from(text, 'utf8'), aboutAnswer(answerId, cardId));
        await tx.sql('INSERT INTO portal.answers (id, card_id, sealed, written_on) VALUES ($1, $2, $3, $4)', [
          answerId,
          cardId,
          sealed,
          dayOf(tx.now),
        ]);
      }
      await this.tasks.close(tx, { kind: 'read-note-from-family', about: dossierId });
      tx.audit.record('family-access.answered', { type: 'dossier', id: dossierId }, { message: id });
      return { id, version: 1, state: 'answered' };
    });
  }

  /** From now on the portal says that we would like to talk, and not why. */
  invite(dossierId: DossierId, by: StaffActor): Promise<Receipt> {
    return this.settle(dossierId, 'open', by);
  }

  /** We have talked. */
  endInvitation(dossierId: DossierId, by: StaffActor): Promise<Receipt> {
    return this.settle(dossierId, 'ended', by);
  }

  private settle(dossierId: DossierId, state: 'open' | 'ended', by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      await authorizedDossier(tx, dossierId, 'record');
      await tx.of(TracingRequest).findOrFail({ id: dossierId });
      const [row] = await tx.sql<{ version: number }>(
        `INSERT INTO family_invitations (dossier_id, state, asked_by, asked_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (dossier_id) DO UPDATE SET state = excluded.state, asked_by = excluded.asked_by,
           asked_at = excluded.asked_at, version = family_invitations.version + 1 RETURNING version`,
        [dossierId, state, by.accountId, tx.now],
      );
      tx.audit.record('family-access.invitation-changed', { type: 'dossier', id: dossierId }, { state });
      tx.outbox.emit('family-access.invitation-changed', { dossierId });
      return { id: dossierId, version: row!.version, state };
    });
  }
}

interface NewMessage {
  id: FamilyMessageId;
  dossierId: DossierId;
  kind: string;
  writtenBy: AccountId | null;
  content: Letter | { text: string };
}

export async function keepMessage(tx: Transaction, { id, dossierId, kind, writtenBy, content }: NewMessage) {
  const sealed = await tx.vault.seal(dossierId, messagePlace(id), content);
  const row = { id, dossierId, kind, writtenBy, writtenAt: tx.now, content: sealed };
  await tx.of(FamilyMessage).insert(tx.of(FamilyMessage).create(row));
}
