import type { Transaction } from '#libs/database';
import { newId } from '#libs/kernel';
import { next, type Doer } from '#libs/workflow';
import type { RecallCause } from '../protocol/index.js';
import { queueMessage } from '../traffic/queue-message.js';
import { disclosureWorkflow } from './disclosure.workflow.js';
import { Enquiry } from './enquiry.entities.js';
import { enquiryWorkflow } from './enquiry.workflow.js';
import { noteDisclosure } from './prepare-disclosure.js';
import { recallWorkflow, type RecallState } from './recall.workflow.js';
import { Disclosure, Recall } from './sharing.entities.js';

/** What has not gone out yet, or not for certain. */
const BEFORE: readonly Disclosure['state'][] = ['prepared', 'approved'];
/** What the partner may hold. */
const OUT: readonly Disclosure['state'][] = ['sent', 'undelivered', 'received', 'accepted', 'declined'];

/** Nothing of it is sent. @throws NotYours, TransitionRefused */
export async function stopDisclosure(tx: Transaction, one: Disclosure, by: Doer): Promise<void> {
  const { to, transition } = next(disclosureWorkflow, one.state, 'cancel', by, { 'reason-given': true });
  one.state = to;
  await tx.of(Disclosure).save(one);
  noteDisclosure(tx, one, transition.emits);
  await endEnquiry(tx, one);
}

/** The order to delete it leaves with the commit, and follows whatever is still on its way. @throws NotYours, TransitionRefused */
export async function orderRecall(tx: Transaction, one: Disclosure, cause: RecallCause, by: Doer): Promise<void> {
  const { to, transition } = next(disclosureWorkflow, one.state, 'recall', by, { 'reason-given': true });
  one.state = to;
  await tx.of(Disclosure).save(one);
  noteDisclosure(tx, one, transition.emits, { cause });
  await stopParts(tx, one);
  const ordered = next(recallWorkflow, 'none', 'order', by, {});
  const id = newId<'recall'>();
  await tx.of(Recall).insert(
    tx.of(Recall).create({
      id,
      dossierId: one.dossierId,
      disclosureId: one.id,
      cause,
      state: ordered.to,
      orderedAt: tx.now,
      dueAt: new Date(tx.now.getTime() + HOURS_TO_CERTIFY * 3_600_000),
      certifiedAt: null,
      exceptions: [],
      excusedBy: null,
      version: 1,
    }),
  );
  const name = cause === 'consent-withdrawn' ? 'withdrawal' : 'recall';
  await queueMessage(tx, { name, partnerId: one.partnerId, handle: one.caseHandle, about: id });
  noteRecall(tx, { id, dossierId: one.dossierId }, ordered.transition.emits, { cause });
  await endEnquiry(tx, one);
  await takeBackWith(tx, one, cause);
}

/** Parts of files that wait: the order to delete stands behind none of them. One that is being written sees by itself that it is over. */
async function stopParts(tx: Transaction, { id }: Disclosure): Promise<void> {
  await tx.sql(
    `UPDATE exchange_outbox SET state = 'dropped', ended_at = $2, failure = 'recalled' WHERE id IN (
       SELECT o.id FROM exchange_outbox o
         JOIN disclosure_file_parts p ON p.id = o.about JOIN disclosure_files f ON f.id = p.of_file
       WHERE f.disclosure_id = $1 AND o.state = 'waiting' AND o.attempts = 0 AND o.name = 'file-part' FOR UPDATE OF o SKIP LOCKED)`,
    [id, tx.now],
  );
}

/** A record and what set it right are one thing to the partner: neither stays without the other. */
async function takeBackWith(tx: Transaction, { id, corrects }: Disclosure, cause: RecallCause): Promise<void> {
  const first = corrects ?? id;
  const all = [...(await tx.of(Disclosure).all({ id: first })), ...(await tx.of(Disclosure).all({ corrects: first }))];
  for (const other of all
    .map((one) => one.id)
    .filter((one) => one !== id)
    .sort())
    await takeBack(tx, await tx.of(Disclosure).lockOrFail({ id: other }), cause);
}
/** As the table of recalls says. */
const HOURS_TO_CERTIFY = 72;

/** Whatever its state: what is not sent is not sent any more, what was sent is called back. Relink does it by itself. */
export async function takeBack(tx: Transaction, one: Disclosure, cause: RecallCause): Promise<void> {
  if (BEFORE.includes(one.state)) await stopDisclosure(tx, one, 'system');
  else if (OUT.includes(one.state)) await orderRecall(tx, one, cause, 'system');
}

export function noteRecall(
  tx: Transaction,
  { id, dossierId }: Pick<Recall, 'id' | 'dossierId'>,
  topic: string,
  details: Record<string, string | readonly string[]> = {},
): void {
  tx.audit.record(topic, { type: 'dossier', id: dossierId }, { recall: id, ...details });
  tx.outbox.emit(topic, { recallId: id, dossierId });
}

/** One step of a recall that Relink takes. */
export async function moveRecall(
  tx: Transaction,
  recall: Recall,
  action: 'note-receipt' | 'note-certificate' | 'escalate',
): Promise<void> {
  const facts = { 'receipt-verified': true, 'certificate-verified': true, 'deadline-passed': recall.dueAt <= tx.now };
  const { to, transition } = next(recallWorkflow, recall.state, action, 'system', facts);
  recall.state = to satisfies RecallState;
  if (action === 'note-certificate') recall.certifiedAt = tx.now;
  await tx.of(Recall).save(recall);
  noteRecall(tx, recall, transition.emits);
}

/** A question is over when what it carried is taken back. */
async function endEnquiry(tx: Transaction, { enquiryId }: Disclosure): Promise<void> {
  const enquiry = enquiryId && (await tx.of(Enquiry).find({ id: enquiryId }));
  if (!enquiry || enquiry.state === 'cancelled' || enquiry.state === 'ended') return;
  const action = enquiry.state === 'prepared' ? 'cancel' : 'end';
  const { to, transition } = next(enquiryWorkflow, enquiry.state, action, 'system', {});
  enquiry.state = to;
  await tx.of(Enquiry).save(enquiry);
  tx.audit.record(transition.emits, { type: 'dossier', id: enquiry.dossierId }, { enquiry: enquiry.id });
  tx.outbox.emit(transition.emits, { enquiryId: enquiry.id, dossierId: enquiry.dossierId });
}
