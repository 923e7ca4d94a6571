import { Injectable } from '@nestjs/common';
import { Interviews, TracingRequest } from '#libs/cases';
import { PURPOSES, type Purpose } from '#libs/consent';
import type { Transaction } from '#libs/database';
import { dayOf, type DossierId, type PersonId, type Role } from '#libs/kernel';
import { portalStatus } from '#libs/results';
import { byDayAndPart, MOST_LINES, RECEIVER_CLASSES, type FamilyPage } from './family-page.js';
import { FamilyInvitation } from './family-message.entity.js';

/** Those outside the Society and the family. */
const OUTSIDE = ['partner', 'icrc', 'authority', 'service', 'public'];

/** Makes what the portal shows of a case, so that the portal itself reads no case. */
@Injectable()
export class FamilyPages {
  constructor(private readonly interviews: Interviews) {}

  /** Those of the cases that have a page: a case without a card has none. */
  async withCards(tx: Transaction, dossierIds: readonly string[]): Promise<DossierId[]> {
    if (dossierIds.length === 0) return [];
    const rows = await tx.sql<{ dossier_id: DossierId }>(
      `SELECT DISTINCT c.dossier_id FROM portal.cards p JOIN family_cards c ON c.id = p.id
       WHERE c.dossier_id = ANY ($1) AND NOT p.cancelled ORDER BY c.dossier_id`,
      [dossierIds],
    );
    return rows.map(({ dossier_id }) => dossier_id);
  }

  /** Brings the pages of a case in step with it. */
  async bringInStep(tx: Transaction, dossierId: DossierId): Promise<void> {
    const request = await tx.of(TracingRequest).find({ id: dossierId });
    if (!request) return;
    const page = await this.pageOf(tx, request);
    await tx.sql(
      `INSERT INTO portal.pages (card_id, page)
       SELECT p.id, $2 FROM portal.cards p JOIN family_cards c ON c.id = p.id WHERE c.dossier_id = $1 AND NOT p.cancelled
       ON CONFLICT (card_id) DO UPDATE SET page = excluded.page`,
      [dossierId, JSON.stringify(page)],
    );
  }

  async pageOf(tx: Transaction, request: TracingRequest): Promise<FamilyPage> {
    const { id, enquirerId, state, outcome } = request;
    const recall = await recallOf(tx, id, enquirerId);
    const question = state === 'pre-case' && (await this.interviews.readStory(tx, request)).question !== undefined;
    const invitation = await tx.of(FamilyInvitation).find({ dossierId: id });
    const status = portalStatus({
      state,
      ...(outcome && { outcome }),
      questionAsked: question,
      talkAsked: invitation?.state === 'open',
      partnerAsked: await partnerAsked(tx, id),
      lastRound: dayOf(tx.now),
      ...recall,
    });
    return {
      // The month is the deployment's, and put in where it is read: no case moves on by itself.
      status: status.code === 'portal.looking' ? { ...status, slots: { month: '' } } : status,
      agreements: await agreementsOf(tx, enquirerId),
      readings: await readingsOf(tx, id, enquirerId),
      receivings: await receivingsOf(tx, enquirerId),
      ...recall,
    };
  }
}

/** Who of those outside was given something of the enquirer, and who has confirmed that it is deleted. */
async function recallOf(tx: Transaction, dossierId: DossierId, personId: PersonId) {
  const [row] = await tx.sql<{ told: number; confirmed: number }>(
    `SELECT count(*)::int AS told, count(r.recipient)::int AS confirmed
     FROM (SELECT DISTINCT recipient FROM permits WHERE person_id = $2 AND split_part(recipient, ':', 1) = ANY ($3)) t
     LEFT JOIN family_recalls r ON r.dossier_id = $1 AND r.recipient = t.recipient`,
    [dossierId, personId, OUTSIDE],
  );
  return { told: row?.told ?? 0, confirmed: row?.confirmed ?? 0 };
}

async function partnerAsked(tx: Transaction, dossierId: DossierId): Promise<boolean> {
  const rows = await tx.sql(
    `SELECT 1 FROM search_actions WHERE dossier_id = $1 AND kind = 'partner-enquiry' AND state = 'under-way'
     UNION ALL SELECT 1 FROM enquiries WHERE dossier_id = $1 AND state IN ('asked', 'more-wanted', 'talking') LIMIT 1`,
    [dossierId],
  );
  return rows.length > 0;
}

/** What the enquirer agreed to for themselves, in the newest versions; what rests on the law is not theirs to stop here. */
async function agreementsOf(tx: Transaction, personId: PersonId): Promise<FamilyPage['agreements']> {
  const rows = await tx.sql<{ purposes: Purpose[]; narrowed: Record<string, string>; withdrawn: boolean }>(
    `SELECT DISTINCT ON (id) purposes, narrowed, withdrawn_at IS NOT NULL AS withdrawn FROM bases
     WHERE person_id = $1 AND legal_basis = 'consent' ORDER BY id, basis_version DESC`,
    [personId],
  );
  const standing = new Set(rows.filter(({ withdrawn }) => !withdrawn).flatMap(({ purposes }) => purposes));
  const ever = new Set(
    rows.flatMap(({ purposes, narrowed }) => [...purposes, ...(Object.keys(narrowed) as Purpose[])]),
  );
  return PURPOSES.filter((purpose) => ever.has(purpose)).map((purpose) => ({
    purpose,
    stopped: !standing.has(purpose),
  }));
}

async function readingsOf(tx: Transaction, dossierId: DossierId, personId: PersonId): Promise<FamilyPage['readings']> {
  // An entry that names persons is about those alone; one that names none is about all of the record.
  const rows = await tx.sql<{ day: string; role: Role }>(
    `SELECT DISTINCT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, actor_role AS role FROM audit.entries
     WHERE object_type = 'dossier' AND object_id = $1 AND actor_kind = 'staff' AND action ~ '[.-](read|listed|copied)$'
       AND (details NOT LIKE '%"persons"%' OR details LIKE '%' || $2 || '%')
     ORDER BY day DESC LIMIT ${MOST_LINES * 4}`,
    [dossierId, personId],
  );
  return byDayAndPart(rows);
}

async function receivingsOf(tx: Transaction, personId: PersonId): Promise<FamilyPage['receivings']> {
  const rows = await tx.sql<{ day: string; purpose: Purpose; to: string }>(
    `SELECT DISTINCT to_char(granted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, purpose,
       split_part(coalesce(recipient, 'own-society'), ':', 1) AS to
     FROM permits WHERE person_id = $1 ORDER BY day DESC, purpose, 3 LIMIT ${MOST_LINES}`,
    [personId],
  );
  return rows.map(({ to, ...line }) => ({ ...line, to: RECEIVER_CLASSES.find((one) => one === to) ?? 'own-society' }));
}
