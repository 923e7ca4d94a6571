import { Inject, Injectable } from '@nestjs/common';
import { Intake, Reaching, Ending, TracingRequest } from '#libs/cases';
import { Refusals, type SaidNo } from '#libs/consent';
import { FamilyKeys } from '#libs/crypto';
import type { DomainEvent, Transaction } from '#libs/database';
import { dayOf, daysAfter, newId, type AccountId, type BranchId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { RightsRequests } from '#libs/stewardship';
import { Tasks, type TaskKind } from '#libs/tasks';
import { FamilyCard, type FamilyCardId } from './family-card.entity.js';
import { keepMessage } from './family-desk.js';
import { hoursInWords, readLetter, type FamilyLetter, type FirstContactLetter, type LetterId } from './letters.js';

/** The code of the branch that people without a card come to first; any where it is left out. */
export const FIRST_CONTACT_BRANCH = Symbol('FIRST_CONTACT_BRANCH');

/** On the portal a person says it themselves, and signs nothing. */
const SAID: SaidNo = { by: 'self', how: 'none' };

/** What each letter asks of the owner, and within how many days. */
const ASKS: Readonly<Record<FamilyLetter['kind'], { task: TaskKind; days: number } | undefined>> = {
  reachable: undefined,
  contact: { task: 'contact-changed-by-family', days: 3 },
  call: { task: 'call-back', days: 2 },
  note: { task: 'read-note-from-family', days: 3 },
  stop: { task: 'agreement-narrowed', days: 1 },
  'stop-all': { task: 'agreement-narrowed', days: 1 },
  rights: { task: 'read-note-from-family', days: 3 },
  again: { task: 'ask-to-look-again', days: 7 },
  resume: { task: 'ask-to-look-again', days: 3 },
  'in-touch': { task: 'in-touch-now', days: 3 },
};

/** Opens what families wrote, puts it under the key of the case, does what they asked and says so to the owner. */
@Injectable()
@HandlesEvents({ name: 'family-access.read-letters', topics: ['family-access.letter-arrived'] })
export class ReadLetters implements EventHandler {
  constructor(
    private readonly keys: FamilyKeys,
    private readonly intake: Intake,
    private readonly reaching: Reaching,
    private readonly ending: Ending,
    private readonly refusals: Refusals,
    private readonly rights: RightsRequests,
    private readonly tasks: Tasks,
    @Inject(FIRST_CONTACT_BRANCH) private readonly branch: string,
  ) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const id = payload.letterId as LetterId;
    const [row] = await tx.sql<{ card_id: FamilyCardId | null; sealed: Buffer }>(
      'DELETE FROM portal.letters WHERE id = $1 RETURNING card_id, sealed',
      [id],
    );
    // Its card and case were erased meanwhile.
    if (!row) return;
    const letter = readLetter(this.keys.letterKey, row.sealed, id, row.card_id);
    if (letter.kind === 'first-contact') return this.registerContact(tx, letter);
    const card = await tx.of(FamilyCard).findOrFail({ id: row.card_id! });
    // Written with a card that was taken away meanwhile: whose letter it is, nobody knows.
    if (card.state === 'cancelled') return;
    await this.act(tx, await tx.of(TracingRequest).findOrFail({ id: card.dossierId }), letter);
  }

  private async act(tx: Transaction, request: TracingRequest, letter: FamilyLetter): Promise<void> {
    const { id: dossierId, ownerId: owner, enquirerId: personId } = request;
    const messageId = newId<'family-message'>();
    await keepMessage(tx, { id: messageId, dossierId, kind: letter.kind, writtenBy: null, content: letter });
    tx.audit.record('family-access.letter-read', { type: 'dossier', id: dossierId }, { message: messageId });
    await this.reaching.heardFromFamily(tx, dossierId);
    await this.tasks.close(tx, { kind: 'confirm-enquirer-reachable', about: dossierId });
    if (letter.kind === 'stop') await this.refusals.narrowAll(tx, personId, [letter.purpose], SAID);
    if (letter.kind === 'stop-all') {
      await this.refusals.withdrawAll(tx, personId, SAID);
      await this.ending.withdrawByFamily(tx, dossierId);
    }
    if (letter.kind === 'rights')
      await this.rights.receiveFromFamily(tx, { personId, dossierId, kind: letter.right, asked: letter.text });
    const asks = ASKS[letter.kind];
    if (asks) {
      const due = daysAfter(tx.now, asks.days);
      await this.tasks.open(tx, { kind: asks.task, dossierId, about: dossierId, owner, due });
    }
    tx.outbox.emit('family-access.letter-read', { dossierId });
  }

  /** A pre-case of somebody of whom only a name to call and a number are known. */
  private async registerContact(tx: Transaction, letter: FirstContactLetter): Promise<void> {
    const { name, phone, language } = letter;
    const [inCharge] = await tx.sql<{ accountId: AccountId; branchId: BranchId }>(
      `SELECT a.id AS "accountId", a.branch_id AS "branchId" FROM accounts a JOIN branches b ON b.id = a.branch_id
       WHERE a.state = 'active' AND a.role IN ('supervisor', 'caseworker') AND ($1 = '' OR b.code = $1)
       ORDER BY b.created_at, b.id, a.role DESC, a.created_at, a.id LIMIT 1`,
      [this.branch],
    );
    if (!inCharge) throw new Error('no supervisor and no caseworker of this branch can take a first contact');
    const dossierId = await this.intake.registerFromPortal(
      tx,
      {
        names: [{ text: name, kind: 'usual' }],
        languages: [language],
        contacts: [{ kind: 'phone', value: phone, safeHours: hoursInWords(letter), language }],
      },
      inCharge,
    );
    await this.tasks.open(tx, {
      kind: 'first-contact',
      dossierId,
      about: dossierId,
      owner: inCharge.accountId,
      due: dayOf(new Date(tx.now.getTime() + 3 * 86_400_000)),
    });
  }
}
