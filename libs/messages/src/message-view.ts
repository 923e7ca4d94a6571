import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Account, authorizedDossier } from '#libs/access';
import { stillThere, UnitOfWork, type Transaction } from '#libs/database';
import type { AccountId, DossierId, StaffActor } from '#libs/kernel';
import { displayName, People, type KnownPerson } from '#libs/people';
import { available, type Step } from '#libs/workflow';
import { LANGUAGES, say, sayToFamily, type Language, type Said } from '#libs/wording';
import type { MessageDetails } from './letter.js';
import { messagePlace, RedCrossMessage } from './message.entity.js';
import { messageWorkflow, type MessageAction, type MessageState } from './message.workflow.js';

export interface MessageLine {
  id: DossierId;
  reference: string;
  state: MessageState;
  writer: string;
  addressee: string;
  collectedAt: Date;
  version: number;
}

export interface MessageView extends MessageDetails {
  id: DossierId;
  reference: string;
  state: MessageState;
  version: number;
  writer: KnownPerson;
  addressee: KnownPerson;
  /** Not there any more once it was erased. */
  text?: string;
  collectedBy: { id: AccountId; name: string };
  collectedAt: Date;
  checkedBy?: { id: AccountId; name: string };
  deliveredOn?: string;
  replyTo?: DossierId;
  /** Replies the reader may see. */
  replies: DossierId[];
  requestId?: DossierId;
  /** What to tell the writer, in the language of the message where there is one, else in English. */
  toWriter?: Said;
  actions: Step<MessageAction>[];
}

@Injectable()
export class MessageReader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
  ) {}

  /** Newest first. */
  list(page: { limit: number; after?: DossierId }, by: StaffActor): Promise<MessageLine[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('list-cases', { type: 'deployment' });
      const query = tx.of(RedCrossMessage).query('message').orderBy('message.id', 'DESC').limit(page.limit);
      if (page.after) query.where('message.id < :after', page);
      const rows = await query.getMany();
      const details = await this.people.details(
        tx,
        rows.flatMap(({ writerId, addresseeId }) => [writerId, addresseeId]),
      );
      const nameOf = (id: RedCrossMessage['writerId']) => {
        const known = details.get(id);
        return known ? displayName(known) : '';
      };
      tx.audit.record('messages.listed', { type: 'account', id: by.accountId }, { dossiers: rows.map(({ id }) => id) });
      return rows.map(({ id, reference, state, writerId, addresseeId, collectedAt, version }) => ({
        id,
        reference,
        state,
        writer: nameOf(writerId),
        addressee: nameOf(addresseeId),
        collectedAt,
        version,
      }));
    });
  }

  /** Reading is logged. @throws NotFound */
  read(id: DossierId, by: StaffActor): Promise<MessageView> {
    return this.unitOfWork.run(by, async (tx) => {
      await authorizedDossier(tx, id, 'see');
      const message = await tx.of(RedCrossMessage).findOrFail({ id });
      const { reference, state, version, writerId, addresseeId, collectedAt, deliveredOn, replyTo, requestId } =
        message;
      const details = await tx.vault.open<MessageDetails>(id, messagePlace(id, 'details'), message.details);
      const people = await this.people.open(tx, [writerId, addresseeId]);
      const addressee = stillThere(people.get(addresseeId));
      const toWriter = wordsForWriter(state, details, displayName(addressee.details));
      tx.audit.record('messages.read', { type: 'dossier', id }, { persons: [writerId, addresseeId] });
      return {
        ...details,
        id,
        reference,
        state,
        version,
        writer: stillThere(people.get(writerId)),
        addressee,
        ...(message.text && {
          text: await tx.vault.open<string>(message.textSubject, messagePlace(id, 'text'), message.text),
        }),
        collectedBy: await staff(tx, message.collectedBy),
        collectedAt,
        ...(message.checkedBy && { checkedBy: await staff(tx, message.checkedBy) }),
        ...(deliveredOn && { deliveredOn }),
        ...(replyTo && { replyTo }),
        replies: (await tx.of(RedCrossMessage).all({ replyTo: In([id]) })).map((reply) => reply.id).sort(),
        ...(requestId && { requestId }),
        ...(toWriter && { toWriter }),
        actions: available(messageWorkflow, state, by.role, {
          'not-the-collector': message.collectedBy !== by.accountId,
          'address-known': details.address !== undefined,
        }),
      };
    });
  }
}

/** By rule: a returned message gives the same words whatever the reason was. */
export function wordsForWriter(
  state: MessageState,
  { language: written, refusal, address }: MessageDetails,
  addressee: string,
): Said | undefined {
  const language: Language = LANGUAGES.find((one) => one === written.split('-')[0]) ?? 'en';
  if (state === 'refused' && refusal) {
    const why = sayToFamily(language, `message.why.${refusal}`, {});
    const said = sayToFamily(language, 'message.refused', { addressee, why: why.text });
    // The reason stands in English in the English text beside.
    return why.beside ? { ...said, beside: say('en', 'message.refused', { addressee, why: why.beside }) } : said;
  }
  if (state === 'returned') return sayToFamily(language, 'message.returned', { addressee });
  if (state === 'collected' && address === undefined) return sayToFamily(language, 'message.no-address', { addressee });
  return undefined;
}

async function staff(tx: Transaction, id: AccountId): Promise<{ id: AccountId; name: string }> {
  return { id, name: (await tx.of(Account).find({ id }))?.name ?? '' };
}
