import type { ListState } from '../api/list-types.js';
import { useTexts } from '../app/texts.js';
import { Pill, type Tone } from '../ui/words.js';

const TONES: Record<ListState, Tone> = {
  announced: 'close',
  uploaded: 'unknown',
  recognised: 'plain',
  checking: 'unknown',
  checked: 'plain',
  importing: 'unknown',
  imported: 'agree',
  comparing: 'unknown',
  compared: 'plain',
  closed: 'agree',
  cancelled: 'unknown',
  failed: 'differ',
};

export function ListStatePill({ state }: { state: ListState }) {
  const say = useTexts();
  return <Pill tone={TONES[state]}>{say(`list-state.${state}`)}</Pill>;
}

/** The machine works on it by itself; the screen looks again. */
export const isWorkedOn = (state: ListState): boolean =>
  state === 'uploaded' || state === 'checking' || state === 'importing' || state === 'comparing';
