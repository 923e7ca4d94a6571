import type { RequestState } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { Pill, type Tone } from '../ui/words.js';

const TONE: Record<RequestState, Tone> = {
  'pre-case': 'unknown',
  submitted: 'close',
  open: 'plain',
  refused: 'unknown',
  'on-hold': 'close',
  'enquirer-unreachable': 'differ',
  located: 'agree',
  'result-ready': 'agree',
  'result-approved': 'agree',
  'result-delivered': 'agree',
  closed: 'unknown',
};

export function RequestStatePill({ state }: { state: RequestState }) {
  const say = useTexts();
  return <Pill tone={TONE[state] ?? 'unknown'}>{say.code('request-state', state)}</Pill>;
}
