/** Namespaces of PFIF 1.1 to 1.4, whatever prefix a file gives them (http://zesty.ca/pfif/1.4/). */
export const PFIF_NAMESPACE = /^http:\/\/zesty\.ca\/pfif\/1\.[1-4]$/;

/** Fields of older versions by their name in 1.4. */
export const OLD_NAMES: Readonly<Record<string, string>> = {
  first_name: 'given_name',
  last_name: 'family_name',
  home_zip: 'home_postal_code',
  other: 'description',
  found: 'author_made_contact',
};

/** Parts of the home address in the order they are written. */
export const HOME = ['home_street', 'home_neighborhood', 'home_city', 'home_state'] as const;

/** Statuses of a note by which the person is safe. */
export const SAFE_STATUSES: readonly string[] = ['is_note_author', 'believed_alive'];

/** One `person` or `note` element as it came. */
export interface PfifRecord {
  line: number;
  fields: Map<string, string>;
}

export interface PfifPerson extends PfifRecord {
  notes: PfifRecord[];
}
