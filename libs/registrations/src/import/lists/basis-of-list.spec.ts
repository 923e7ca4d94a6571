import { describe, expect, it } from '@jest/globals';
import type { BasisInput } from '#libs/consent';
import { BASIS_OF_IMPORTS } from '../import-row.js';
import { basisOfList } from './basis-of-list.js';

const list = { legalBasis: 'vital-interest', keptUntil: '2026-12-31' } as const;
const details = { source: 'Harbour camp', agreedWith: 'The camp office' };
const told: BasisInput = { legalBasis: 'consent', purposes: ['trace'], givenBy: 'self', how: 'spoken' };

describe('What somebody on a list rests on', () => {
  it('is the ground of the list, to the end of its last day, in words that name it', () => {
    expect(basisOfList(list, details)).toEqual({
      ...BASIS_OF_IMPORTS,
      legalBasis: 'vital-interest',
      rationale: 'list: Harbour camp\nagreed with: The camp office',
      validUntil: '2026-12-31T23:59:59.999Z',
    });
  });

  it('is narrowed by what is told for its rows, and never becomes consent by it', () => {
    const basis = basisOfList(list, details, { ...told, rationale: 'Only the women.' });
    expect(basis).toMatchObject({
      legalBasis: 'vital-interest',
      purposes: ['trace'],
      givenBy: 'not-asked',
      how: 'none',
    });
    expect(basis.rationale).toBe('list: Harbour camp\nagreed with: The camp office\nOnly the women.');
  });

  it.each([
    ['2026-06-30', '2026-06-30'],
    ['2027-06-30', '2026-12-31T23:59:59.999Z'],
  ])('told until %s, it ends %s', (validUntil, ends) => {
    expect(basisOfList(list, details, { ...told, validUntil }).validUntil).toBe(ends);
  });

  it('is what was told where the list is from before a ground was asked for', () => {
    expect(basisOfList({ legalBasis: null, keptUntil: null }, { source: 'Old' })).toEqual(BASIS_OF_IMPORTS);
  });
});
