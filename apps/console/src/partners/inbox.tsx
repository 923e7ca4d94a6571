import { readInbox } from '../api/exchange-desk.js';
import { INCOMING_STATES, type IncomingMessage, type IncomingState } from '../api/exchange-types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { Table } from '../ui/table.js';
import { Pill, type Tone } from '../ui/words.js';
import { PostPage } from './post-page.js';
import { MessageWords, Receipts } from './post-parts.js';

const SHOWN: Record<IncomingState, { tone: Tone; sign: string }> = {
  waiting: { tone: 'close', sign: '…' },
  'acted-upon': { tone: 'agree', sign: '✓' },
  recalled: { tone: 'unknown', sign: '–' },
  broken: { tone: 'differ', sign: '!' },
  refused: { tone: 'differ', sign: '✕' },
};

/** What partners sent us, the newest first, with the receipts we gave. */
export function Inbox() {
  const say = useTexts();
  return (
    <PostPage tab="inbox" states={INCOMING_STATES} nameOf={(state) => say(`incoming.${state}`)} read={readInbox}>
      {(messages) => <Lines messages={messages} />}
    </PostPage>
  );
}

function Lines({ messages }: { messages: readonly IncomingMessage[] }) {
  const say = useTexts();
  const dates = useDates();
  return (
    <Table
      label={say('partners.tab.inbox')}
      rows={messages}
      keyOf={({ id, partnerId }) => `${partnerId} ${id}`}
      columns={[
        { name: say('post.message'), cell: (message) => <MessageWords message={message} /> },
        { name: say('partner.purposes'), cell: ({ purpose }) => say(`purpose.${purpose}`) },
        {
          name: say('column.state'),
          cell: ({ state, attempts }) => (
            <span>
              <Pill tone={SHOWN[state].tone} sign={SHOWN[state].sign}>
                {say(`incoming.${state}`)}
              </Pill>
              {attempts > 0 && <span className="muted small block">{say('post.attempts', { count: attempts })}</span>}
            </span>
          ),
        },
        {
          name: say('post.when'),
          cell: ({ receivedAt, dueAt, takenAt }) => (
            <span>
              {dates.moment(receivedAt)}
              {dueAt && <span className="muted small block">{say('post.due', { at: dates.moment(dueAt) })}</span>}
              {takenAt && <span className="muted small block">{say('post.done', { at: dates.moment(takenAt) })}</span>}
            </span>
          ),
        },
        { name: say('post.receipts-given'), cell: ({ receipts }) => <Receipts receipts={receipts} whose="ours" /> },
      ]}
    />
  );
}
