import type { Transaction } from '#libs/database';
import { newId, scriptOf, type BranchId, type DossierId, type PersonId, type SubjectId } from '#libs/kernel';
import type { PersonProfile, Relative } from '#libs/linkage';
import type { PersonDetails } from '#libs/people';

export interface PersonToSeal {
  id: PersonId;
  dossierId: DossierId;
  profile: PersonProfile;
}

/** Dossiers, all at once. */
export async function openDossiers(
  tx: Transaction,
  kind: 'registration' | 'tracing-request',
  branchId: BranchId,
  ids: readonly DossierId[],
): Promise<void> {
  await tx.sql(
    `INSERT INTO dossiers (id, kind, branch_id, sensitivity, assigned, shared_with) SELECT id, $2, $3, 'open', '{}', '{}' FROM unnest($1::uuid[]) AS d(id)`,
    [ids, kind, branchId],
  );
}

/** Persons as the records keep them, each sealed under a key of their own; with their relatives where these are wanted. */
export async function sealPeople(
  tx: Transaction,
  people: readonly PersonToSeal[],
  withRelatives: boolean,
): Promise<void> {
  const relatives = withRelatives ? people.flatMap(relativesOf) : [];
  const all = [...people, ...relatives];
  await tx.vault.begin(all.map(({ id }): SubjectId => id));
  const sealed = all.map(({ id, profile }) =>
    tx.vault.seal(id, { table: 'persons', column: 'details', row: id }, detailsOf(profile)),
  );
  await tx.sql(
    'INSERT INTO persons (id, dossier_id, details) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bytea[])',
    [all.map(({ id }) => id), all.map(({ dossierId }) => dossierId), await Promise.all(sealed)],
  );
  if (relatives.length > 0)
    await tx.sql(
      `INSERT INTO relations (id, dossier_id, person_id, relative_id, kind)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[])`,
      [
        relatives.map(() => newId()),
        relatives.map(({ dossierId }) => dossierId),
        relatives.map(({ of }) => of),
        relatives.map(({ id }) => id),
        relatives.map(({ kind }) => kind),
      ],
    );
}

function relativesOf({ id: of, dossierId, profile }: PersonToSeal) {
  return (profile.relatives ?? []).map((relative: Relative) => ({
    id: newId<'person'>(),
    dossierId,
    profile: relative,
    of,
    kind: relative.kind,
  }));
}

function detailsOf({ names, birth, sex, places, phones, documents }: PersonProfile): PersonDetails {
  return {
    names: names.map(({ text, parts }) => ({
      text,
      kind: 'legal',
      script: scriptOf(text),
      ...(parts && { parts: [...parts] }),
    })),
    ...(birth && { birth: { spoken: { year: Number(birth.earliest.slice(0, 4)) }, date: birth } }),
    ...(sex && { sex }),
    ...(places && { places: [...places] }),
    ...(phones && { contacts: phones.map((value) => ({ kind: 'phone' as const, value })) }),
    ...(documents && { documents: documents.map((number) => ({ kind: 'identity', number })) }),
  };
}
