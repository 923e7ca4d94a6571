import type { PersonProfile, PlaceMention } from '#libs/linkage';
import type { KnownPerson, PersonDetails } from '#libs/people';

/** What the engine is told of a person: everything we know that it can compare. */
export function profileOf(
  { details, relatives }: KnownPerson,
  alsoPlaces: readonly PlaceMention[] = [],
): PersonProfile {
  return {
    names: details.names,
    birth: details.birth?.date,
    sex: details.sex,
    places: [...(details.places ?? []), ...alsoPlaces],
    phones: phonesOf(details),
    documents: details.documents?.map(({ number }) => number),
    relatives: relatives.map(({ kind, details: relative }) => ({
      kind,
      names: relative.names,
      birth: relative.birth?.date,
    })),
  };
}

function phonesOf({ contacts }: PersonDetails): string[] | undefined {
  return contacts?.filter(({ kind }) => kind === 'phone' || kind === 'messaging').map(({ value }) => value);
}
