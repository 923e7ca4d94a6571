import { useState } from 'react';
import { readOutbox, takeMessage } from '../api/exchange-desk.js';
import { OUTGOING_STATES, type DeskAction, type OutgoingMessage, type OutgoingState } from '../api/exchange-types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { ConfirmStep } from '../ui/ask-step.js';
import { StepButton } from '../ui/step-button.js';
import { Table } from '../ui/table.js';
import { Pill, type Tone } from '../ui/words.js';
import { PostPage } from './post-page.js';
import { MessageWords, Receipts } from './post-parts.js';

const SHOWN: Record<OutgoingState, { tone: Tone; sign: string }> = {
  waiting: { tone: 'plain', sign: '…' },
  sealed: { tone: 'close', sign: '→' },
  delivered: { tone: 'agree', sign: '✓' },
  dead: { tone: 'differ', sign: '!' },
  dropped: { tone: 'unknown', sign: '–' },
};

/** What we send, the newest first, with the receipts of partners. */
export function Outbox() {
  const say = useTexts();
  return (
    <PostPage tab="outbox" states={OUTGOING_STATES} nameOf={(state) => say(`outgoing.${state}`)} read={readOutbox}>
      {(messages) => <Lines messages={messages} />}
    </PostPage>
  );
}

function Lines({ messages }: { messages: readonly OutgoingMessage[] }) {
  const say = useTexts();
  const dates = useDates();
  return (
    <Table
      label={say('partners.tab.outbox')}
      rows={messages}
      keyOf={({ id }) => id}
      columns={[
        { name: say('post.message'), cell: (message) => <MessageWords message={message} /> },
        { name: say('column.state'), cell: (message) => <State message={message} /> },
        {
          name: say('post.when'),
          cell: ({ queuedAt, dueAt, deliveredAt }) => (
            <span>
              {dates.moment(queuedAt)}
              {dueAt && <span className="muted small block">{say('post.due', { at: dates.moment(dueAt) })}</span>}
              {deliveredAt && (
                <span className="muted small block">{say('post.delivered', { at: dates.moment(deliveredAt) })}</span>
              )}
            </span>
          ),
        },
        { name: say('post.receipts'), cell: ({ receipts }) => <Receipts receipts={receipts} whose="theirs" /> },
        { name: say('column.next-step'), quiet: true, end: true, cell: (message) => <Verbs message={message} /> },
      ]}
    />
  );
}

function State({ message: { state, failure, attempts } }: { message: OutgoingMessage }) {
  const say = useTexts();
  const { tone, sign } = SHOWN[state];
  return (
    <span>
      <Pill tone={tone} sign={sign}>
        {say(`outgoing.${state}`)}
      </Pill>
      {failure && <span className="small block">{say.code('post-failure', failure)}</span>}
      {attempts > 0 && <span className="muted small block">{say('post.attempts', { count: attempts })}</span>}
    </span>
  );
}

/** A dead letter holds up what comes behind it in its case; what was delivered goes again only where the partner has lost it. */
function Verbs({ message: { id, state, actions } }: { message: OutgoingMessage }) {
  const say = useTexts();
  const [asking, setAsking] = useState<DeskAction>();
  const lost = (action: DeskAction) => action === 'send-again' && state === 'delivered';
  const nameOf = (action: DeskAction) => say(lost(action) ? 'post.do.lost' : `post.do.${action}`);
  return (
    <span className="verbs">
      {actions.map((action) => (
        <StepButton
          key={action}
          text={nameOf(action)}
          look={action === 'send-again' && state === 'dead' ? 'primary' : 'plain'}
          reasons={[]}
          onPress={() => setAsking(action)}
        />
      ))}
      {asking && (
        <ConfirmStep
          title={nameOf(asking)}
          words={say(lost(asking) ? 'post.lost-words' : `post.${asking}-words`)}
          changes={[['outbox'], ['partners', 'health']]}
          take={() => takeMessage(id, asking)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </span>
  );
}
