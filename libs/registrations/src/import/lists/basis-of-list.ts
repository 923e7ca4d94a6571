import type { BasisInput } from '#libs/consent';
import { BASIS_OF_IMPORTS } from '../import-row.js';
import type { ListDetails, PeopleList } from './list.entity.js';

/**
 * On what the data of somebody on this list is used: the ground the list itself is here on, no longer than was agreed, and
 * with the words that say so. What is told for its rows may narrow that and shorten it, and changes nothing of the ground.
 * Lists from before a ground was asked for leave it as it was told.
 */
export function basisOfList(
  { legalBasis, keptUntil }: Pick<PeopleList, 'legalBasis' | 'keptUntil'>,
  { source, agreedWith }: Pick<ListDetails, 'source' | 'agreedWith'>,
  told: BasisInput = BASIS_OF_IMPORTS,
): BasisInput {
  if (!legalBasis) return told;
  const { legalBasis: _, givenBy: __, how: ___, rationale, validUntil, ...rest } = told;
  const words = [
    `list: ${source}`,
    ...(agreedWith ? [`agreed with: ${agreedWith}`] : []),
    ...(rationale ? [rationale] : []),
  ];
  const until = earlier(validUntil, keptUntil === null ? undefined : `${keptUntil}T23:59:59.999Z`);
  return {
    ...rest,
    legalBasis,
    givenBy: 'not-asked',
    how: 'none',
    rationale: words.join('\n'),
    ...(until && { validUntil: until }),
  };
}

function earlier(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return new Date(one) < new Date(other) ? one : other;
}
