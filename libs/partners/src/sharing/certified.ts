import type { Transaction } from '#libs/database';
import { daysAfter } from '#libs/kernel';
import type { Tasks } from '#libs/tasks';
import { next } from '#libs/workflow';
import type { DeletionException } from '../protocol/index.js';
import { Partner } from '../registry/partner.entity.js';
import { filesOf } from './choose-files.js';
import { disclosureWorkflow } from './disclosure.workflow.js';
import { moveRecall, noteRecall } from './order-recall.js';
import { noteDisclosure } from './prepare-disclosure.js';
import { Disclosure, Recall } from './sharing.entities.js';

interface Certificate {
  digests: readonly string[];
  exceptions: readonly DeletionException[];
}

const DAYS_TO_JUDGE = 3;

/**
 * Does it say that the very thing we disclosed is gone? Where the partner never had it, it names no digest; where it names
 * another one, leaves out a file it was told of, or keeps it by law, it does not.
 */
export function saysDeleted(
  { digests, exceptions }: Certificate,
  told: readonly (string | null)[],
  files: readonly (string | null)[] = [],
): boolean {
  if (exceptions.includes('legal-obligation')) return false;
  const named = (digest: string | null) => digest !== null && digests.includes(digest);
  return digests.length === 0 || (told.some(named) && files.every((digest) => digest === null || named(digest)));
}

/** Files a partner's certificate; what it does not cover is for the steward to judge. */
export async function certified(
  tx: Transaction,
  disclosure: Disclosure,
  recall: Recall,
  certificate: Certificate,
  tasks: Tasks,
): Promise<void> {
  recall.exceptions = [...certificate.exceptions];
  // What was corrected since is deleted as it was last told.
  const corrections = await tx.of(Disclosure).all({ corrects: disclosure.corrects ?? disclosure.id });
  if (
    !saysDeleted(
      certificate,
      [disclosure, ...corrections].map(({ digest }) => digest),
      (await filesOf(tx, disclosure.corrects ?? disclosure.id)).map(({ sha256 }) => sha256),
    )
  ) {
    await tx.of(Recall).save(recall);
    noteRecall(tx, recall, 'recalls.exception-named', { exceptions: recall.exceptions });
    const due = daysAfter(tx.now, DAYS_TO_JUDGE);
    await tasks.open(tx, { kind: 'deletion-overdue', about: recall.id, role: 'steward', due });
    return;
  }
  await moveRecall(tx, recall, 'note-certificate');
  await tasks.close(tx, { kind: 'deletion-overdue', about: recall.id });
  const facts = { 'certificate-verified': true };
  const { to, transition } = next(disclosureWorkflow, disclosure.state, 'note-deletion', 'system', facts);
  disclosure.state = to;
  await tx.of(Disclosure).save(disclosure);
  noteDisclosure(tx, disclosure, transition.emits);
  await tellFamilies(tx, disclosure);
}

/**
 * What families read on the portal: that one of those who were told has deleted it. The partner's name is not shown there.
 * Confirmed is a partner that has deleted everything in which the enquirer was.
 */
async function tellFamilies(tx: Transaction, { id, partnerId }: Disclosure): Promise<void> {
  const { society } = await tx.of(Partner).findOrFail({ id: partnerId });
  const rows = await tx.sql<{ id: string }>(
    `INSERT INTO family_recalls (dossier_id, recipient, confirmed_at)
     SELECT r.id, $3, $4 FROM tracing_requests r
     JOIN disclosure_persons p ON p.person_id = r.enquirer_id AND p.disclosure_id = $1
     WHERE NOT EXISTS (
       SELECT 1 FROM disclosures d JOIN disclosure_persons o ON o.disclosure_id = d.id
       WHERE o.person_id = r.enquirer_id AND d.partner_id = $2
         AND d.state NOT IN ('prepared', 'approved', 'cancelled', 'deleted'))
     ON CONFLICT DO NOTHING RETURNING dossier_id AS id`,
    [id, partnerId, `partner:${society}`, tx.now],
  );
  for (const { id: dossierId } of rows) tx.outbox.emit('exchange.family-told', { dossierId });
}
