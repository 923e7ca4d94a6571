import type { PartnerState } from '../api/exchange-types.js';
import { useTexts } from '../app/texts.js';
import { Pill, type Tone } from '../ui/words.js';

const SHOWN: Record<PartnerState, { tone: Tone; sign: string }> = {
  proposed: { tone: 'close', sign: '?' },
  paired: { tone: 'agree', sign: '✓' },
  suspended: { tone: 'differ', sign: '‖' },
  revoked: { tone: 'unknown', sign: '✕' },
};

export function PartnerStatePill({ state }: { state: PartnerState }) {
  const say = useTexts();
  const { tone, sign } = SHOWN[state];
  return (
    <Pill tone={tone} sign={sign}>
      {say(`partner-state.${state}`)}
    </Pill>
  );
}
