import { useState } from 'react';
import { Link } from 'react-router';
import type { OfferedAction, TracingRequest } from '../api/types.js';
import { useTexts, type TextKey } from '../app/texts.js';
import { PutInCharge } from '../ui/put-in-charge.js';
import { StepButton, whyNot } from '../ui/step-button.js';
import { AcceptDialog, AskForMoreDialog, RefuseDialog } from './decision-dialogs.js';

type Verb = 'complete-interview' | 'accept' | 'refuse' | 'ask-for-more';
const VERBS: Record<Verb, { text: TextKey; primary?: true }> = {
  'complete-interview': { text: 'case.do.complete-interview', primary: true },
  accept: { text: 'case.do.accept', primary: true },
  'ask-for-more': { text: 'case.do.ask-for-more' },
  refuse: { text: 'case.do.refuse' },
};
const isVerb = (action: string): action is Verb => action in VERBS;

/** What can be done with this case now. What cannot be done stays visible, with the reason beside it. */
export function CaseActions({ request }: { request: TracingRequest }) {
  const say = useTexts();
  const [asking, setAsking] = useState<Verb>();
  const offered = Object.keys(VERBS).flatMap((verb) => request.actions.filter((one) => one.action === verb));
  const close = () => setAsking(undefined);
  return (
    <section className="card">
      <h2>{say('case.next-step')}</h2>
      {request.state === 'pre-case' && (
        <Link className="btn wide" to={`/tracing-requests/${request.id}/interview`}>
          {say('case.do.continue-interview')}
        </Link>
      )}
      {offered.map((one) => (
        <ActionButton key={one.action} offered={one} request={request} onPress={setAsking} />
      ))}
      <WaitingMatches request={request} />
      {offered.length === 0 && waitingMatches(request).length === 0 && request.state !== 'pre-case' && (
        <p className="muted">{say('case.nothing-to-do')}</p>
      )}
      {!isOver(request) && <PutInCharge kind="tracing-request" record={request} />}
      {asking === 'accept' && <AcceptDialog request={request} onClose={close} />}
      {asking === 'refuse' && <RefuseDialog request={request} onClose={close} />}
      {asking === 'ask-for-more' && <AskForMoreDialog request={request} onClose={close} />}
    </section>
  );
}

const isOver = ({ state }: TracingRequest) => state === 'refused' || state === 'closed';

/** Matches somebody still has to look at. */
const waitingMatches = ({ matches }: TracingRequest) =>
  matches.filter(({ state }) => ['proposed', 'in-review', 'needs-information', 'probable'].includes(state));

function WaitingMatches({ request }: { request: TracingRequest }) {
  const say = useTexts();
  const waiting = waitingMatches(request);
  const [first] = waiting;
  if (!first) return null;
  const to = waiting.length === 1 ? `/matches/${first.id}` : `/tracing-requests/${request.id}?tab=matches`;
  return (
    <Link className="btn wide" to={to}>
      {say('case.do.review-matches', { count: waiting.length })}
    </Link>
  );
}

function ActionButton(props: { offered: OfferedAction; request: TracingRequest; onPress: (verb: Verb) => void }) {
  const { offered, request, onPress } = props;
  const say = useTexts();
  if (!isVerb(offered.action)) return null;
  const verb = offered.action;
  const { text, primary } = VERBS[verb];
  if (verb === 'complete-interview' && offered.allowed) {
    return (
      <div className="action">
        <Link className="btn primary wide" to={`/tracing-requests/${request.id}/interview?step=review`}>
          {say(text)}
        </Link>
      </div>
    );
  }
  return (
    <StepButton
      wide
      text={say(text)}
      look={primary ? 'primary' : 'plain'}
      reasons={whyNot(offered, say)}
      onPress={() => onPress(verb)}
    />
  );
}
