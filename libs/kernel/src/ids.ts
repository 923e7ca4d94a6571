import { v7, validate } from 'uuid';

/** A UUID that says which record it points at, so that a person's id can never be passed where a case's is meant. */
export type Id<Kind extends string> = string & { readonly __id: Kind };

export type AccountId = Id<'account'>;
export type BranchId = Id<'branch'>;
/** The folder one case or registration lives in; a tracing request and a registration share their dossier's id. */
export type DossierId = Id<'dossier'>;
export type PersonId = Id<'person'>;
/** Whoever owns a data key: a person, a case, an account. */
export type SubjectId = PersonId | DossierId | AccountId;

/** A new id. Version 7 (RFC 9562) sorts by time, which keeps B-tree inserts local. */
export function newId<Kind extends string>(): Id<Kind> {
  return v7() as Id<Kind>;
}

export function isId(value: unknown): value is Id<string> {
  return typeof value === 'string' && validate(value);
}
