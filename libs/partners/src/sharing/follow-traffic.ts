import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import type { DomainEvent, Transaction } from '#libs/database';
import { daysAfter } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Tasks } from '#libs/tasks';
import { next } from '#libs/workflow';
import { OutgoingMessage } from '../traffic/traffic.entities.js';
import { disclosureWorkflow, type DisclosureAction, type DisclosureState } from './disclosure.workflow.js';
import { moveRecall } from './order-recall.js';
import { noteDisclosure } from './prepare-disclosure.js';
import { noteArrival } from './send-files.js';
import {
  Disclosure,
  Recall,
  type Carrier,
  type DisclosureId,
  type MessageId,
  type RecallId,
} from './sharing.entities.js';

type Noted = Extract<DisclosureAction, 'note-receipt' | 'note-acceptance' | 'note-refusal' | 'give-up'>;

const CARRIERS: readonly string[] = ['enquiry', 'disclosure', 'correction'] satisfies Carrier[];

const FROM: Readonly<Record<Noted, DisclosureState>> = {
  'note-receipt': 'sent',
  'note-acceptance': 'received',
  'note-refusal': 'received',
  'give-up': 'sent',
};

/** What became of a message becomes what is known of the disclosure or the recall that it carried. */
@Injectable()
@HandlesEvents({
  name: 'partners.follow-traffic',
  topics: ['exchange.delivered', 'exchange.dead-letter', 'exchange.dropped', 'exchange.decided'],
})
export class FollowTraffic implements EventHandler {
  constructor(private readonly tasks: Tasks) {}

  async handle(tx: Transaction, { topic, payload }: DomainEvent): Promise<void> {
    const message = await tx.of(OutgoingMessage).find({ id: payload.messageId as MessageId });
    if (!message) return;
    if (message.name === 'recall' || message.name === 'withdrawal')
      return this.recall(tx, topic, message.about as RecallId);
    if (message.name === 'file-part' && topic === 'exchange.delivered') return noteArrival(tx, message);
    if (!CARRIERS.includes(message.name)) return;
    const one = await tx.of(Disclosure).lockOrFail({ id: message.about as DisclosureId });
    // A message that was given up, and sent again since, speaks for itself no more.
    if (one.messageId !== message.id) return;
    for (const action of actionsAfter(topic, payload.decision, one.carrier)) await move(tx, one, action);
    if (one.state === 'undelivered') {
      const due = daysAfter(tx.now, 1);
      const { dossierId, id: about } = one;
      // A supervisor of the branch sees every record of it; the liaison does not, and has the message's own task.
      const dossier = await tx.of(Dossier).find({ id: dossierId });
      const whose = dossier ? { role: 'supervisor' as const, branch: dossier.branchId } : { role: 'steward' as const };
      await this.tasks.open(tx, { kind: 'partner-silent', dossierId, about, ...whose, due });
    } else await this.tasks.close(tx, { kind: 'partner-silent', about: one.id });
  }

  private async recall(tx: Transaction, topic: string, id: RecallId): Promise<void> {
    const recall = await tx.of(Recall).lockOrFail({ id });
    if (topic === 'exchange.delivered' && recall.state === 'ordered') await moveRecall(tx, recall, 'note-receipt');
  }
}

function actionsAfter(topic: string, decision: string | undefined, carrier: Carrier): readonly Noted[] {
  switch (topic) {
    case 'exchange.delivered':
      // Nobody decides about a correction: it comes to what was decided about.
      return carrier === 'correction' ? ['note-receipt', 'note-acceptance'] : ['note-receipt'];
    case 'exchange.decided':
      // Who has decided has received.
      return ['note-receipt', decision === 'accepted' ? 'note-acceptance' : 'note-refusal'];
    default:
      return ['give-up'];
  }
}

async function move(tx: Transaction, one: Disclosure, action: Noted): Promise<void> {
  if (one.state !== FROM[action]) return;
  const facts = { 'receipt-verified': true, 'reason-given': true };
  const { to, transition } = next(disclosureWorkflow, one.state, action, 'system', facts);
  one.state = to;
  await tx.of(Disclosure).save(one);
  noteDisclosure(tx, one, transition.emits);
}
