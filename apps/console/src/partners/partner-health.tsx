import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Link } from 'react-router';
import { readHealth, resumeEnquiries } from '../api/exchange-desk.js';
import type { PartnerHealth } from '../api/exchange-types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { ConfirmStep } from '../ui/ask-step.js';
import { Facts } from '../ui/facts.js';
import { Loaded } from '../ui/states.js';
import { StepButton } from '../ui/step-button.js';
import { Concerns } from './concerns.js';
import { Refusals } from './refusals.js';

/** How the exchange with this partner does, in figures. */
export function PartnerHealthCard({ partnerId }: { partnerId: string }) {
  const say = useTexts();
  const query = useQuery({ queryKey: ['partners', 'health'], queryFn: ({ signal }) => readHealth(signal) });
  return (
    <section className="card">
      <h2>{say('health.title')}</h2>
      <Loaded query={query} lines={6}>
        {({ items }) => {
          const health = items.find((one) => one.partnerId === partnerId);
          return health ? <Figures health={health} /> : <p className="muted">{say('health.over')}</p>;
        }}
      </Loaded>
    </section>
  );
}

function Figures({ health }: { health: PartnerHealth }) {
  const say = useTexts();
  const dates = useDates();
  const intl = useIntl();
  const [asking, setAsking] = useState(false);
  const moment = (at: string | undefined) => (at ? dates.moment(at) : say('health.never'));
  const post = (tab: 'outbox' | 'inbox', count: number, oldest: string | undefined) => (
    <span>
      <Link to={`/partners?tab=${tab}&partner=${health.partnerId}`}>{intl.formatNumber(count)}</Link>
      {oldest && <span className="muted small block">{say('health.oldest', { at: dates.moment(oldest) })}</span>}
    </span>
  );
  return (
    <>
      <Concerns health={health} />
      {health.enquiriesStoppedAt && (
        <StepButton text={say('health.do.resume-enquiries')} reasons={[]} onPress={() => setAsking(true)} />
      )}
      <Facts
        facts={[
          [say('health.delivered'), moment(health.lastDeliveredAt)],
          [say('health.received'), moment(health.lastReceivedAt)],
          [say('health.waiting'), post('outbox', health.waiting, health.oldestWaitingAt)],
          [say('health.dead'), intl.formatNumber(health.dead)],
          [say('health.unread'), post('inbox', health.unread, health.oldestUnreadAt)],
          [
            say('health.used'),
            health.usedToday.length > 0
              ? intl.formatList(
                  health.usedToday.map(({ purpose, taken }) =>
                    say('health.used-of', { purpose: say.code('purpose', purpose), taken, quota: health.dailyQuota }),
                  ),
                )
              : say('health.nothing-used'),
          ],
          [say('health.refusals'), health.refusals.length > 0 && <Refusals key="r" refusals={health.refusals} />],
          [say('health.document'), moment(health.documentOf)],
          [say('health.document-next'), health.documentDueAt && dates.moment(health.documentDueAt)],
          [
            say('health.keys-ending'),
            intl.formatList(
              health.keysEnding.map(({ use, until, replaced }) =>
                say(replaced ? 'health.key-replaced' : 'concern.key-ends', {
                  key: say(`key-use.${use}`),
                  day: dates.day(until),
                }),
              ),
            ),
          ],
          [
            say('health.overdue'),
            health.overdueCertificates !== undefined && intl.formatNumber(health.overdueCertificates),
          ],
        ]}
      />
      {asking && (
        <ConfirmStep
          title={say('health.do.resume-enquiries')}
          words={say('health.resume-words')}
          changes={[['partners'], ['partner', health.partnerId]]}
          take={() => resumeEnquiries(health.partnerId, health.partnerVersion)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
