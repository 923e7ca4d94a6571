import type { ExportState, PeopleExport } from '../api/exports.js';
import type { TextKey } from '../app/texts.js';

/** Where it stands on the screen: what waits for the reader, what waits for others, what has come to its end. */
export type Part = 'yours' | 'others' | 'over';

const OVER: readonly ExportState[] = ['refused', 'taken-back', 'expired'];
const DECIDING: readonly string[] = ['approve', 'approve-second'];

type Told = Pick<PeopleExport, 'state' | 'actions'> & {
  askedBy: { id: string };
  firstApprover?: { id: string };
};

export function partOf({ state, actions, askedBy }: Told, reader: string): Part {
  if (OVER.includes(state)) return 'over';
  const mayDecide = actions.some(({ action, allowed }) => allowed && DECIDING.includes(action));
  const fetches = askedBy.id === reader && (state === 'ready' || state === 'key-shown');
  return mayDecide || fetches ? 'yours' : 'others';
}

/** What has happened and who does what next, as the reader is told. */
export function turnOf({ state, askedBy, firstApprover }: Told, reader: string): TextKey {
  const own = askedBy.id === reader;
  switch (state) {
    case 'asked':
      return own ? 'export.turn.asked-own' : 'export.turn.asked';
    case 'approved-once':
      if (own) return 'export.turn.approved-once-own';
      return firstApprover?.id === reader ? 'export.turn.approved-once-yours' : 'export.turn.approved-once';
    case 'ready':
      return own ? 'export.turn.ready-own' : 'export.turn.ready';
    case 'key-shown':
      return own ? 'export.turn.key-shown-own' : 'export.turn.key-shown';
    case 'approved':
    case 'refused':
    case 'taken-back':
    case 'expired':
      return `export.turn.${state}`;
  }
}
