import { In } from 'typeorm';
import type { Transaction } from '#libs/database';
import type { PersonId } from '#libs/kernel';
import type { BasisInput } from './bases.js';
import { Basis, detailsPlace, type BasisDetails, type BasisId } from './basis.entity.js';
import { readRestrictions } from './restrictions.js';

/** The newest version of each basis of these persons, the oldest basis first. */
export async function newestBases(tx: Transaction, personIds: readonly PersonId[]): Promise<Basis[]> {
  if (personIds.length === 0) return [];
  const newest = new Map<BasisId, Basis>();
  for (const basis of await tx.of(Basis).all({ personId: In([...personIds]) })) {
    const other = newest.get(basis.id);
    if (!other || other.basisVersion < basis.basisVersion) newest.set(basis.id, basis);
  }
  return [...newest.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function openDetails(tx: Transaction, { id, basisVersion, personId, details }: Basis): Promise<BasisDetails> {
  return tx.vault.open<BasisDetails>(personId, detailsPlace(id, basisVersion), details);
}

/** What a version says, as it would be told again. */
export async function inputOf(tx: Transaction, basis: Basis): Promise<BasisInput> {
  const { restrictions: words = [], rationale, ownViewWords } = await openDetails(tx, basis);
  const restrictions = [...new Set([...basis.restrictions, ...words])];
  const { legalBasis, purposes, givenBy, how, categories, recipients, guardianId, ownView, validUntil } = basis;
  const { noticeVersion, noticeLanguage, noticeChannel, noticeOn } = basis;
  return {
    legalBasis,
    purposes,
    givenBy,
    how,
    ...(noticeVersion && { noticeVersion }),
    ...(noticeLanguage && { noticeLanguage }),
    ...(noticeChannel && { noticeChannel }),
    ...(noticeOn && { noticeOn }),
    ...(categories && { categories }),
    ...(recipients && { recipients }),
    ...(guardianId && { guardianId }),
    ...(ownView && { ownView }),
    ...(ownViewWords && { ownViewWords }),
    ...(rationale && { rationale }),
    ...(restrictions.length > 0 && { restrictions }),
    ...(validUntil && { validUntil: validUntil.toISOString() }),
  };
}

/** A version with its words sealed under the person's key, ready to be appended. */
export async function sealed(
  tx: Transaction,
  version: Omit<Basis, 'details' | 'recordedAt'>,
  words: BasisDetails,
): Promise<Basis> {
  const { id, basisVersion, personId } = version;
  const details = await tx.vault.seal(personId, detailsPlace(id, basisVersion), words);
  return tx.of(Basis).create({ ...version, details, recordedAt: tx.now });
}

/** The columns and the words that a told basis becomes. */
export function columnsOf(input: BasisInput, now: Date) {
  const { codes, words } = readRestrictions(input.restrictions ?? []);
  const { rationale, ownViewWords } = input;
  const details: BasisDetails = {
    ...(rationale !== undefined && { rationale }),
    ...(ownViewWords !== undefined && { ownViewWords }),
    ...(words.length > 0 && { restrictions: words }),
  };
  const columns = {
    legalBasis: input.legalBasis,
    purposes: [...new Set(input.purposes)],
    categories: input.categories ? [...new Set(input.categories)] : null,
    recipients: input.recipients ? [...new Set(input.recipients)] : null,
    restrictions: codes,
    restrictedInWords: words.length > 0,
    givenBy: input.givenBy,
    how: input.how,
    guardianId: input.guardianId ?? null,
    ownView: input.ownView ?? null,
    noticeVersion: input.noticeVersion ?? null,
    noticeLanguage: input.noticeLanguage ?? null,
    noticeChannel: input.noticeChannel ?? null,
    noticeOn: input.noticeOn ?? null,
    validFrom: input.validFrom ? new Date(input.validFrom) : now,
    validUntil: input.validUntil ? new Date(input.validUntil) : null,
    givenAt: now,
    withdrawnAt: null,
    narrowed: {},
  };
  return { columns, details };
}

/** Equal bases give equal texts here, whatever the order they were written in. */
export function canonical(basis: BasisInput): string {
  const sorted = (list: readonly string[] | undefined) => [...new Set(list ?? [])].sort();
  const { validFrom: _, ...rest } = basis;
  return JSON.stringify(
    Object.entries({
      ...rest,
      purposes: sorted(basis.purposes),
      categories: sorted(basis.categories),
      recipients: sorted(basis.recipients),
      restrictions: sorted(basis.restrictions),
      rationale: basis.rationale ?? '',
      validUntil: basis.validUntil ? new Date(basis.validUntil).toISOString() : '',
    })
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Waits for whoever is using or changing this person's bases, and holds them off until the transaction ends. */
export async function lockBases(tx: Transaction, personId: PersonId, how: 'to-use' | 'to-change'): Promise<boolean> {
  const mode = how === 'to-use' ? 'SHARE' : 'NO KEY UPDATE';
  const rows = await tx.sql(`SELECT 1 FROM persons WHERE id = $1 FOR ${mode}`, [personId]);
  return rows.length > 0;
}
