import { worksOn, type Account, type Dossier } from '#libs/access';
import type { Transaction } from '#libs/database';

/** Whether somebody can review a match. Where a side is protected it is shown only to those who see both. */
export function canReview(tx: Transaction, account: Account, sides: readonly Dossier[]): boolean {
  const works = (side: Dossier) => worksOn(tx, account, side, ['caseworker']);
  return sides.some(({ sensitivity }) => sensitivity === 'protected') ? sides.every(works) : sides.some(works);
}
