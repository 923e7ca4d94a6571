import { newId, ROLES, type BranchId } from '#libs/kernel';
import { branchOfCharge } from './in-charge.js';

const branchId: BranchId = newId();

describe('Who can be in charge of cases', () => {
  it('does casework, and nothing else', () => {
    const fitting = ROLES.filter((role) => branchOfCharge({ state: 'active', role, branchId }) === branchId);
    expect(new Set(fitting)).toEqual(new Set(['caseworker', 'supervisor', 'child-protection-specialist']));
  });

  it.each(['invited', 'disabled'] as const)('is there: an account that is %s is in charge nowhere', (state) => {
    expect(branchOfCharge({ state, role: 'caseworker', branchId })).toBeUndefined();
  });
});
