import type { Role } from '../api/types.js';
import { useSession } from '../app/session.js';
import { useTexts } from '../app/texts.js';

/** As the tables "Enquiry at a partner" and "Disclosure" say. */
const PREPARE: readonly Role[] = ['caseworker', 'supervisor', 'child-protection-specialist'];

/** Why this person cannot prepare anything for a partner; empty where they can. */
export function useWhyNotShare(): string[] {
  const say = useTexts();
  const { account } = useSession();
  return PREPARE.includes(account.role) ? [] : [say('not-allowed.workflow.not-yours')];
}
