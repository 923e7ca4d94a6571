import type { PartnerEnquiryLine } from '../api/exchange-types.js';
import { useTexts } from '../app/texts.js';
import { Pill, type Tone } from '../ui/words.js';

const TONES: Record<PartnerEnquiryLine['state'], Tone> = {
  received: 'close',
  searching: 'close',
  'more-asked': 'plain',
  talking: 'agree',
  answered: 'unknown',
  ended: 'unknown',
};

export function TheirEnquiryPill({ state }: { state: PartnerEnquiryLine['state'] }) {
  const say = useTexts();
  return <Pill tone={TONES[state]}>{say(`their-enquiry-state.${state}`)}</Pill>;
}
