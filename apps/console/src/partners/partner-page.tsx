import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Link, useParams } from 'react-router';
import { readPartner } from '../api/partners.js';
import type { Partner } from '../api/exchange-types.js';
import { useDates } from '../app/dates.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { displayName } from '../persons/codes.js';
import { Facts } from '../ui/facts.js';
import { Empty, Loaded } from '../ui/states.js';
import { StepButton, whyNot } from '../ui/step-button.js';
import { AsWritten, Pill, Reference, SensitivityPill } from '../ui/words.js';
import { CompareDialog, DistrustDialog } from './partner-dialogs.js';
import { PartnerHealthCard } from './partner-health.js';
import { PartnerStatePill } from './partner-state.js';

export function PartnerPage() {
  const say = useTexts();
  const { id = '' } = useParams();
  const query = useQuery({ queryKey: ['partner', id], queryFn: ({ signal }) => readPartner(id, signal) });
  return (
    <>
      <PageHead
        title={say('partner.title')}
        heading={query.data ? <AsWritten>{query.data.name}</AsWritten> : undefined}
        above={<Link to="/partners">{say('menu.partners')}</Link>}
      />
      <Loaded query={query} lines={8}>
        {(partner) => <Details partner={partner} />}
      </Loaded>
    </>
  );
}

function Details({ partner }: { partner: Partner }) {
  const say = useTexts();
  const dates = useDates();
  const intl = useIntl();
  return (
    <>
      <dl className="identity">
        <div>
          <dt>{say('partner.code')}</dt>
          <dd>
            <Reference>{partner.society}</Reference>
          </dd>
        </div>
        <div>
          <dt>{say('column.state')}</dt>
          <dd>
            <PartnerStatePill state={partner.state} />
          </dd>
        </div>
        <div>
          <dt>{say('partner.since')}</dt>
          <dd>{dates.day(partner.stateSince)}</dd>
        </div>
        {partner.reason && (
          <div>
            <dt>{say('partner.why')}</dt>
            <dd>{say(`distrust.${partner.reason}`)}</dd>
          </div>
        )}
        <div>
          <dt>{say('place.country')}</dt>
          <dd>{displayName(intl.locale, 'region', partner.country)}</dd>
        </div>
      </dl>
      <div className="cols">
        <div>
          <PartnerHealthCard partnerId={partner.id} />
          <section className="card">
            <h2>{say('partner.agreed')}</h2>
            <Facts
              facts={[
                [
                  say('partner.purposes'),
                  intl.formatList(partner.purposes.map((purpose) => say.code('purpose', purpose))),
                ],
                [say('partner.highest'), <SensitivityPill key="s" sensitivity={partner.highest} />],
                [
                  say('partner.quota'),
                  <span key="q" className="num">
                    {intl.formatNumber(partner.dailyQuota)}
                  </span>,
                ],
                [say('partner.steward'), <AsWritten key="c">{partner.stewardContact}</AsWritten>],
                [
                  say('partner.address'),
                  <span key="a" dir="ltr" className="wrap">
                    {partner.baseUrl}
                  </span>,
                ],
              ]}
            />
          </section>
          <Keys partner={partner} />
        </div>
        <aside>
          <Steps partner={partner} />
        </aside>
      </div>
    </>
  );
}

function Keys({ partner }: { partner: Partner }) {
  const say = useTexts();
  const dates = useDates();
  return (
    <section className="card">
      <h2>{say('partner.keys')}</h2>
      <p className="muted">{say('partner.keys-words')}</p>
      {partner.keys.length === 0 && <Empty title={say('partner.no-keys')} />}
      <ul className="lines">
        {partner.keys.map((key) => (
          <li key={key.kid}>
            <span className="line-words">
              <b>{say(`key-use.${key.use}`)}</b>
              <code className="fingerprint" dir="ltr">
                {key.fingerprint}
              </code>
              <span className="muted small block">
                {say('partner.key-dates', { from: dates.day(key.from), until: dates.day(key.until) })}
              </span>
            </span>
            {key.valid ? (
              <Pill tone="agree" sign="✓">
                {say('partner.key-valid')}
              </Pill>
            ) : (
              <Pill tone="unknown" sign="–">
                {say('partner.key-not-valid')}
              </Pill>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const STEPS = ['approve', 'resume', 'suspend', 'revoke'] as const;
type Step = (typeof STEPS)[number];
/** What the dialogs ask for themselves. */
const ASKED = ['fingerprints-compared', 'reason-given'];

function Steps({ partner }: { partner: Partner }) {
  const say = useTexts();
  const [asking, setAsking] = useState<Step>();
  const close = () => setAsking(undefined);
  const offered = STEPS.flatMap((step) =>
    partner.actions.filter(({ action }) => action === step).map((one) => ({ step, one })),
  );
  return (
    <section className="card">
      <h2>{say('case.next-step')}</h2>
      {offered.map(({ step, one }) => (
        <StepButton
          key={step}
          wide
          text={say(`partner.do.${step}`)}
          look={step === 'approve' || step === 'resume' ? 'primary' : 'plain'}
          reasons={whyNot(one, say, ASKED)}
          onPress={() => setAsking(step)}
        />
      ))}
      {offered.length === 0 && <p className="muted">{say('list.nothing-to-do')}</p>}
      {(asking === 'approve' || asking === 'resume') && (
        <CompareDialog partner={partner} verb={asking} onClose={close} />
      )}
      {(asking === 'suspend' || asking === 'revoke') && (
        <DistrustDialog partner={partner} verb={asking} onClose={close} />
      )}
    </section>
  );
}
