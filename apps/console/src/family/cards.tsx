import { useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { FamilyCard, IssuedCard, TracingRequest } from '../api/types.js';
import { today, useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { displayName } from '../persons/codes.js';
import { Empty } from '../ui/states.js';
import { StepButton } from '../ui/step-button.js';
import { Pill } from '../ui/words.js';
import { CancelDialog, IssueDialog, ReIssueDialog } from './card-dialogs.js';
import { HandOver } from './hand-over.js';
import { useWhyNotRecord, works } from './who-may.js';

type Asking = { step: 'issue' } | { step: 're-issue' | 'cancel'; card: FamilyCard };

export function Cards({ request, cards }: { request: TracingRequest; cards: FamilyCard[] }) {
  const say = useTexts();
  const whyNot = useWhyNotRecord();
  const [asking, setAsking] = useState<Asking>();
  const [issued, setIssued] = useState<IssuedCard>();
  const close = () => setAsking(undefined);
  const current = cards.filter(works);
  const ended = cards.filter((card) => !works(card));
  const issue = (
    <StepButton
      text={say(current.length > 0 ? 'card.issue-another' : 'card.issue')}
      look={current.length > 0 ? 'plain' : 'primary'}
      reasons={whyNot}
      onPress={() => setAsking({ step: 'issue' })}
    />
  );
  return (
    <section className="card">
      <div className="group">
        <h2>{say('card.title')}</h2>
        {current.length > 0 && issue}
      </div>
      {current.length === 0 ? (
        <Empty title={say('card.none')}>
          <p>{say('card.none-words')}</p>
          {issue}
        </Empty>
      ) : (
        <ul className="lines">
          {current.map((card) => (
            <Card key={card.id} card={card}>
              <StepButton
                text={say('card.re-issue')}
                reasons={whyNot}
                onPress={() => setAsking({ step: 're-issue', card })}
              />
              <StepButton
                text={say('card.cancel')}
                reasons={whyNot}
                onPress={() => setAsking({ step: 'cancel', card })}
              />
            </Card>
          ))}
        </ul>
      )}
      {ended.length > 0 && (
        <details className="more">
          <summary>{say('card.earlier', { count: ended.length })}</summary>
          <ul className="lines">
            {ended.map((card) => (
              <Card key={card.id} card={card} />
            ))}
          </ul>
        </details>
      )}
      {asking?.step === 'issue' && <IssueDialog request={request} onIssued={setIssued} onClose={close} />}
      {asking?.step === 're-issue' && (
        <ReIssueDialog requestId={request.id} card={asking.card} onIssued={setIssued} onClose={close} />
      )}
      {asking?.step === 'cancel' && <CancelDialog requestId={request.id} card={asking.card} onClose={close} />}
      {issued && <HandOver issued={issued} onDone={() => setIssued(undefined)} />}
    </section>
  );
}

function Card({ card, children }: { card: FamilyCard; children?: ReactNode }) {
  const say = useTexts();
  const dates = useDates();
  const intl = useIntl();
  return (
    <li>
      <CardState card={card} />
      <span className="line-words">
        {displayName(intl.locale, 'language', card.language)}
        <span className="muted small block">
          {say('card.dates', { from: dates.day(card.issuedAt), until: dates.day(card.expiresOn) })}
        </span>
      </span>
      {children && <div className="line-steps">{children}</div>}
    </li>
  );
}

function CardState({ card }: { card: FamilyCard }) {
  const say = useTexts();
  if (card.state !== 'active') {
    return (
      <Pill tone="differ" sign="✕">
        {say('card-state.cancelled')}
      </Pill>
    );
  }
  return card.expiresOn < today() ? (
    <Pill tone="unknown" sign="–">
      {say('card-state.expired')}
    </Pill>
  ) : (
    <Pill tone="agree" sign="✓">
      {say('card-state.active')}
    </Pill>
  );
}
