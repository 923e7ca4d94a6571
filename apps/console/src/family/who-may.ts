import type { FamilyCard, Role } from '../api/types.js';
import { today } from '../app/dates.js';
import { useSession } from '../app/session.js';
import { useTexts } from '../app/texts.js';

/** Those who record in a case; everybody else reads. */
const RECORDING: readonly Role[] = ['intake-volunteer', 'caseworker', 'supervisor', 'child-protection-specialist'];

/** Why this person cannot write in a case; empty where they can. */
export function useWhyNotRecord(): string[] {
  const say = useTexts();
  const { account } = useSession();
  return RECORDING.includes(account.role) ? [] : [say('not-allowed.workflow.not-yours')];
}

/** Whether a card opens the portal today. */
export const works = ({ state, expiresOn }: FamilyCard) => state === 'active' && expiresOn >= today();
