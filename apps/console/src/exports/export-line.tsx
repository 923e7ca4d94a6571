import { useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { refuseExport, showKeyOf, takeExport, type ExportState, type PeopleExport } from '../api/exports.js';
import { useDates } from '../app/dates.js';
import { useSession } from '../app/session.js';
import { useTexts } from '../app/texts.js';
import { Offered } from '../exchange/offered.js';
import { ConfirmStep, ReasonStep } from '../ui/ask-step.js';
import { Facts } from '../ui/facts.js';
import { AsWritten, NameList, Pill, Reference, type Tone } from '../ui/words.js';
import { FetchDialog, KeyDialog } from './key-dialogs.js';
import { turnOf } from './whose-turn.js';

const TONES: Record<ExportState, Tone> = {
  asked: 'close',
  'approved-once': 'close',
  approved: 'plain',
  ready: 'agree',
  'key-shown': 'agree',
  refused: 'unknown',
  'taken-back': 'unknown',
  expired: 'unknown',
};
/** What ends by itself where nobody goes on. */
const RUNNING: readonly ExportState[] = ['asked', 'approved-once', 'ready', 'key-shown'];
const MOST_DOWNLOADS = 3;
const CHANGES = [['exports'], ['work']];

export function ExportLine({ one }: { one: PeopleExport }) {
  const say = useTexts();
  const dates = useDates();
  const { account } = useSession();
  const { state, words } = one;
  return (
    <li>
      <div className="group">
        <h3>{say(`exported.${one.what}`)}</h3>
        <Pill tone={TONES[state]}>{say(`export-state.${state}`)}</Pill>
      </div>
      <p>
        {say(turnOf(one, account.id), {
          asker: one.askedBy.name,
          first: one.firstApprover?.name ?? '',
          left: MOST_DOWNLOADS - one.downloads,
        })}{' '}
        {RUNNING.includes(state) && (
          <span className="muted">{say('export.until', { moment: dates.moment(one.expiresAt) })}</span>
        )}
      </p>
      <Said label={say('match.why')} text={words.reason} />
      <Said label={say('export.harm')} text={words.harm} />
      <Said label={say('export.refusal')} text={words.refusal} />
      <Told one={one} />
      <div className="line-steps">
        {one.askedBy.id === account.id ? <OwnSteps one={one} /> : <Decision one={one} />}
      </div>
    </li>
  );
}

function Said({ label, text }: { label: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <p className="as-told">
      <span className="block muted small">{label}</span>
      <AsWritten>{text}</AsWritten>
    </p>
  );
}

function Told({ one }: { one: PeopleExport }) {
  const say = useTexts();
  const dates = useDates();
  const intl = useIntl();
  const { openedFrom, openedTo, recipient, rows, leftOut, refusedBy, refusedAt } = one;
  const number = (value: number) => <span className="num">{intl.formatNumber(value)}</span>;
  const period = openedFrom
    ? say('export.from-to', { from: dates.day(openedFrom), to: dates.day(openedTo) })
    : say('export.up-to', { to: dates.day(openedTo) });
  const agreed = [one.firstApprover, one.secondApprover].flatMap((by) => (by ? [by.name] : []));
  const facts: [string, ReactNode][] = [
    [say('export.purpose'), say(`purpose.${one.purpose}`)],
    [
      say('export.recipient'),
      recipient ? <Reference>{recipient.split(':').at(-1)!.toUpperCase()}</Reference> : say('export.own-use'),
    ],
    [say('case.branch'), one.branch.name],
    [say('export.period'), period],
    [
      say('export.asked-by'),
      <span key="asked">
        <AsWritten>{one.askedBy.name}</AsWritten> · {dates.day(one.askedAt)}
      </span>,
    ],
    [say('export.agreed-by'), agreed.length > 0 && <NameList names={agreed} otherwise="" />],
    [
      say('export.refused-by'),
      refusedBy && refusedAt && (
        <span key="refused">
          <AsWritten>{refusedBy.name}</AsWritten> · {dates.moment(refusedAt)}
        </span>
      ),
    ],
    [say('export.rows'), rows === undefined ? undefined : number(rows)],
    [say('export.left-out'), leftOut ? number(leftOut) : undefined],
  ];
  return <Facts facts={facts} />;
}

/** For whoever did not ask for it: yes or no. */
function Decision({ one: { id, version, state, actions } }: { one: PeopleExport }) {
  const say = useTexts();
  const approve = state === 'approved-once' ? 'approve-second' : 'approve';
  return (
    <Offered
      actions={actions}
      verbs={[approve, 'refuse'] as const}
      primary={[approve]}
      asked={['reason-given']}
      nameOf={(verb) => say(verb === 'refuse' ? 'export.do.refuse' : 'export.do.approve')}
      dialog={(verb, close) =>
        verb === 'refuse' ? (
          <ReasonStep
            title={say('export.do.refuse')}
            words={say('export.refuse-words')}
            changes={CHANGES}
            take={(reason) => refuseExport(id, version, reason)}
            onClose={close}
          />
        ) : (
          <ConfirmStep
            title={say('export.do.approve')}
            words={say(verb === 'approve' ? 'export.approve-words' : 'export.approve-second-words')}
            changes={CHANGES}
            take={() => takeExport(id, version, 'approve')}
            onClose={close}
          />
        )
      }
    />
  );
}

const OWN_VERBS = ['show-key', 'download', 'take-back'] as const;

/** For whoever asked for it: the key, the file, or not after all. */
function OwnSteps({ one: { id, version, actions } }: { one: PeopleExport }) {
  const say = useTexts();
  const [key, setKey] = useState<string>();
  return (
    <>
      <Offered
        actions={actions}
        verbs={OWN_VERBS}
        primary={['show-key', 'download']}
        nameOf={(verb) => say(`export.do.${verb}`)}
        dialog={(verb, close) =>
          verb === 'download' ? (
            <FetchDialog id={id} changes={CHANGES} onClose={close} />
          ) : (
            <ConfirmStep
              title={say(`export.do.${verb}`)}
              words={say(`export.${verb}-words`)}
              changes={CHANGES}
              take={async () => {
                if (verb === 'take-back') return takeExport(id, version, verb);
                const shown = await showKeyOf(id, version);
                setKey(shown.key);
                return shown;
              }}
              onClose={close}
            />
          )
        }
      />
      {key && <KeyDialog id={id} exportKey={key} changes={CHANGES} onDone={() => setKey(undefined)} />}
    </>
  );
}
