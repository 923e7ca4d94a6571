import type { Level } from '../api/types.js';
import { useTexts, type TextKey } from '../app/texts.js';
import { Pill, type Tone } from '../ui/words.js';

const SHOWN: Record<Level, { tone: Tone; sign: string; text: TextKey }> = {
  exact: { tone: 'agree', sign: '✓', text: 'level.exact' },
  'other-script': { tone: 'agree', sign: '✓', text: 'level.other-script' },
  alias: { tone: 'close', sign: '≈', text: 'level.alias' },
  close: { tone: 'close', sign: '≈', text: 'level.close' },
  partial: { tone: 'close', sign: '≈', text: 'level.partial' },
  different: { tone: 'differ', sign: '≠', text: 'level.different' },
  unknown: { tone: 'unknown', sign: '·', text: 'level.unknown' },
};

export function LevelPill({ level }: { level: Level }) {
  const say = useTexts();
  const { tone, sign, text } = SHOWN[level] ?? SHOWN.unknown;
  return (
    <Pill tone={tone} sign={sign}>
      {say(text)}
    </Pill>
  );
}
export const toneOf = (level: Level): Tone => (SHOWN[level] ?? SHOWN.unknown).tone;
