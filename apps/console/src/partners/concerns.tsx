import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { Link } from 'react-router';
import type { PartnerConcern, PartnerHealth } from '../api/exchange-types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { Pill, type Tone } from '../ui/words.js';
import { Refusals } from './refusals.js';

const TONES: Record<PartnerConcern, Tone> = {
  'enquiries-stopped': 'differ',
  'dead-letters': 'differ',
  'certificates-overdue': 'differ',
  'refused-often': 'differ',
  'keys-end-soon': 'close',
  silent: 'close',
  unread: 'close',
  'document-unread': 'close',
  'quota-full': 'close',
  suspended: 'unknown',
  'not-yet-trusted': 'unknown',
};
const SIGNS: Partial<Record<Tone, string>> = { differ: '!', close: '…', unknown: '–' };

/** What somebody should look at, the worst first, each with where it is looked at. */
export function Concerns({ health }: { health: PartnerHealth }) {
  const say = useTexts();
  if (health.concerns.length === 0)
    return (
      <Pill tone="agree" sign="✓">
        {say('health.well')}
      </Pill>
    );
  return (
    <ul className="concerns">
      {health.concerns.map((concern) => (
        <li key={concern}>
          <Pill tone={TONES[concern]} sign={SIGNS[TONES[concern]] ?? ''}>
            {say(`concern.${concern}`)}
          </Pill>
          <span className="small block">
            <More concern={concern} health={health} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function More({ concern, health }: { concern: PartnerConcern; health: PartnerHealth }): ReactNode {
  const say = useTexts();
  const dates = useDates();
  const intl = useIntl();
  const { partnerId } = health;
  const to = (where: string, text: string) => <Link to={where}>{text}</Link>;
  switch (concern) {
    case 'dead-letters':
      return to(
        `/partners?tab=outbox&partner=${partnerId}&state=dead`,
        say('concern.dead-letters-more', { count: health.dead }),
      );
    case 'unread':
      return to(
        `/partners?tab=inbox&partner=${partnerId}&state=waiting`,
        say('concern.unread-more', { count: health.unread }),
      );
    case 'certificates-overdue':
      return to(
        '/exchange?tab=recalls&which=overdue',
        say('concern.certificates-overdue-more', { count: health.overdueCertificates ?? 0 }),
      );
    case 'enquiries-stopped':
      return say(`stopped.${health.enquiriesStoppedBecause ?? 'by-hand'}`);
    case 'refused-often':
      return <Refusals refusals={health.refusals} />;
    case 'keys-end-soon': {
      const ending = health.keysEnding.filter(({ replaced }) => !replaced);
      return intl.formatList(
        ending.map(({ use, until }) => say('concern.key-ends', { key: say(`key-use.${use}`), day: dates.day(until) })),
      );
    }
    case 'quota-full':
      return say('concern.quota-full-more', { quota: health.dailyQuota });
    case 'document-unread':
      return health.documentOf && say('concern.document-of', { at: dates.moment(health.documentOf) });
    case 'silent':
    case 'suspended':
    case 'not-yet-trusted':
      return undefined;
  }
}
