import { takeRightsStep, type RightsRequest, type RightsVerb } from '../api/rights.js';
import { useDates } from '../app/dates.js';
import { useTexts, type TextKey } from '../app/texts.js';
import { Offered } from '../exchange/offered.js';
import { ReasonStep } from '../ui/ask-step.js';
import { Facts } from '../ui/facts.js';
import { Trouble } from '../ui/states.js';
import { AsWritten, Pill } from '../ui/words.js';
import { changesOf, useRights } from './use-rights.js';

const VERBS = ['check-identity', 'answer', 'extend', 'refuse'] as const satisfies readonly RightsVerb[];
/** What the dialogs ask for themselves. */
const ASKED = ['identity-established', 'extension-reason-given', 'answer-given', 'refusal-reason-given'];
const LABELS = {
  'check-identity': 'rights.identity',
  extend: 'rights.extension',
  answer: 'rights.answer',
  refuse: 'rights.refusal',
} as const satisfies Record<RightsVerb, TextKey>;

interface Props {
  dossierId: string;
  /** Whose request it is, where the record shows them by name. */
  nameOf: (personId: string) => string | undefined;
}

/** What people of a record asked for by right: until when it is answered, and who does what next. Nothing where nobody did. */
export function RightsRequests({ dossierId, nameOf }: Props) {
  const say = useTexts();
  const { data, error } = useRights(dossierId);
  if (error) return <Trouble error={error} />;
  const requests = data?.requests ?? [];
  if (requests.length === 0) return null;
  const open = requests.filter(isOpen);
  const ended = requests.filter((one) => !isOpen(one));
  const lines = (some: readonly RightsRequest[]) => (
    <ul className="records">
      {some.map((request) => (
        <Line key={request.id} request={request} name={nameOf(request.personId)} />
      ))}
    </ul>
  );
  return (
    <section className="card" aria-label={say('rights.title')}>
      <h2>{say('rights.title')}</h2>
      {open.length > 0 && lines(open)}
      {ended.length > 0 && (
        <details className="more">
          <summary>{say('rights.ended', { count: ended.length })}</summary>
          {lines(ended)}
        </details>
      )}
    </section>
  );
}

const isOpen = ({ state }: RightsRequest) => state === 'received' || state === 'identity-checked';

function Line({ request, name }: { request: RightsRequest; name: string | undefined }) {
  const say = useTexts();
  const dates = useDates();
  const { dossierId, kind, state, receivedOn, dueOn, words } = request;
  const told = (text: string | undefined) => text && <AsWritten>{text}</AsWritten>;
  return (
    <li>
      <div className="group">
        <h3>{say(`right.${kind}`)}</h3>
        <Pill tone={isOpen(request) ? 'close' : 'unknown'}>{say(`rights-state.${state}`)}</Pill>
      </div>
      {name && (
        <p>
          <AsWritten>{name}</AsWritten>
        </p>
      )}
      {(state === 'received' || state === 'identity-checked') && (
        <p>
          <b>{say('rights.due', { day: dates.day(dueOn) })}</b> {say(`rights.next.${state}`)}
        </p>
      )}
      <Facts
        facts={[
          [say('rights.received'), dates.day(receivedOn)],
          [say('rights.asked'), told(words.asked)],
          [say('rights.identity'), told(words.identity)],
          [say('rights.extension'), told(words.extension)],
          [say('rights.answer'), told(words.answer)],
          [say('rights.refusal'), told(words.refusal)],
        ]}
      />
      <Steps request={request} changes={changesOf(dossierId)} />
    </li>
  );
}

function Steps({ request, changes }: { request: RightsRequest; changes: ReturnType<typeof changesOf> }) {
  const say = useTexts();
  const { id, version, state, actions } = request;
  // What is another role's to do is told in words above; a button for it would only be in the way.
  const own = actions.filter(({ reasons }) => !reasons.some(({ code }) => code === 'workflow.not-yours'));
  if (own.length === 0) return null;
  return (
    <div className="line-steps">
      <Offered
        actions={own}
        verbs={VERBS}
        primary={state === 'received' ? ['check-identity'] : ['answer']}
        asked={ASKED}
        nameOf={(verb) => say(`rights.do.${verb}`)}
        dialog={(verb, close) => (
          <ReasonStep
            title={say(`rights.do.${verb}`)}
            words={say(`rights.words.${verb}`)}
            label={say(LABELS[verb])}
            missing={say('rights.missing')}
            changes={changes}
            take={(words) => takeRightsStep(id, version, verb, words)}
            onClose={close}
          />
        )}
      />
    </div>
  );
}
