import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { decideMatch, type MatchVerb } from '../api/relink.js';
import type { OfferedAction, PotentialMatch } from '../api/types.js';
import { useTexts, type TextKey } from '../app/texts.js';
import { Radios } from '../ui/choices.js';
import { Refused, TextArea, TextField } from '../ui/field.js';
import { refusedBy, violationsOf } from '../ui/refusals.js';
import { focusFirstWrong } from '../ui/focus.js';
import { Trouble } from '../ui/states.js';
import { DECIDE_EVENT } from './match-keys.js';

type Decision = Exclude<MatchVerb, 'take' | 'resume-review'>;
/** Steps that need no reason: a press is enough. */
const PLAIN_STEPS = { take: 'match.take', 'resume-review': 'decide.resume-review' } as const;
type PlainStep = keyof typeof PLAIN_STEPS;
const DECISIONS: readonly Decision[] = ['judge-probable', 'confirm', 'reject', 'ask-for-evidence'];
const SEND: Record<Decision, TextKey> = {
  'judge-probable': 'match.send.judge-probable',
  confirm: 'match.send.confirm',
  reject: 'match.send.reject',
  'ask-for-evidence': 'match.send.ask-for-evidence',
};

/** The person's own judgement, with the reason. The system proposes; only people decide. */
export function Judgement({ match }: { match: PotentialMatch }) {
  const say = useTexts();
  const offered = (verb: string) => match.actions.find((one) => one.action === verb);
  const steps = (Object.keys(PLAIN_STEPS) as PlainStep[]).flatMap((verb) => offered(verb) ?? []);
  const decisions = DECISIONS.filter(offered);
  const nothing = steps.length === 0 && decisions.length === 0;
  const card = useRef<HTMLElement>(null);
  // The button that was pressed is gone by now; without a new place, a keyboard would be thrown back to the top.
  const onDone = () =>
    requestAnimationFrame(() => {
      const next = card.current?.querySelector<HTMLElement>('input:enabled') ?? card.current?.querySelector('h2');
      next?.focus();
    });
  return (
    <section ref={card} className="card">
      <h2 tabIndex={-1}>{say('match.judgement')}</h2>
      {steps.map((step) => (
        <TakeStep key={step.action} match={match} step={step} onDone={onDone} />
      ))}
      {decisions.length > 0 && <Decide match={match} decisions={decisions} onDone={onDone} />}
      {nothing && <p className="muted">{say('match.decided')}</p>}
    </section>
  );
}

function useVerb(match: PotentialMatch, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, body }: { verb: MatchVerb; body?: Record<string, string> }) =>
      decideMatch(match.id, match.version, verb, body),
    onSuccess: async () => {
      await Promise.all(
        [['match', match.id], ['matches'], ['work'], ['tracing-request']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
      onDone();
    },
  });
}

function TakeStep({ match, step, onDone }: { match: PotentialMatch; step: OfferedAction; onDone: () => void }) {
  const say = useTexts();
  const verb = useVerb(match, onDone);
  const action: PlainStep = step.action === 'take' ? 'take' : 'resume-review';
  if (!step.allowed) {
    return (
      <ul className="reasons">
        {step.reasons.map((reason) => (
          <li key={reason.code}>
            <bdi>{say.code('not-allowed', reason.code, reason.message)}</bdi>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className="plain-step">
      {action === 'take' && <p className="small muted">{say('match.take-words')}</p>}
      <Trouble error={verb.error} />
      <button
        type="button"
        className="primary wide"
        aria-disabled={verb.isPending}
        onClick={() => !verb.isPending && verb.mutate({ verb: action })}
      >
        {verb.isPending ? say('state.sending') : say(PLAIN_STEPS[action])}
      </button>
    </div>
  );
}

interface DecideProps {
  match: PotentialMatch;
  decisions: readonly Decision[];
  onDone: () => void;
}

function Decide({ match, decisions, onDone }: DecideProps) {
  const say = useTexts();
  const verb = useVerb(match, onDone);
  const form = useRef<HTMLFormElement>(null);
  const [decision, setDecision] = useState<Decision | ''>('');
  const [reason, setReason] = useState('');
  const [what, setWhat] = useState('');
  const [from, setFrom] = useState('');
  const [source, setSource] = useState('');
  const [checked, setChecked] = useState(false);
  const ofDeceased = match.registration?.kind === 'unidentified-deceased';
  const actionOf = (one: Decision) => match.actions.find((action) => action.action === one);
  const asks = decision === 'ask-for-evidence';
  const answered = asks ? Boolean(what.trim() && from.trim()) : Boolean(reason.trim());

  useEffect(() => {
    const choose = (event: Event) => {
      const chosen = decisions[(event as CustomEvent<number>).detail - 1];
      if (!chosen || !match.actions.some((one) => one.action === chosen && one.allowed)) return;
      setDecision(chosen);
      form.current?.querySelector<HTMLElement>(`input[value="${chosen}"]`)?.focus();
    };
    window.addEventListener(DECIDE_EVENT, choose);
    return () => window.removeEventListener(DECIDE_EVENT, choose);
  }, [decisions, match.actions]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    focusFirstWrong(event.currentTarget);
    setChecked(true);
    if (!decision || !answered || verb.isPending) return;
    const documented: Record<string, string> =
      decision === 'confirm' && source.trim() ? { documentedSource: source.trim() } : {};
    verb.mutate({
      verb: decision,
      body: asks ? { what: what.trim(), from: from.trim() } : { reason: reason.trim(), ...documented },
    });
  };
  return (
    <Refused.Provider value={refusedBy(violationsOf(verb.error), say)}>
      <form ref={form} onSubmit={submit} noValidate>
        <Trouble error={verb.error} />
        <Radios
          legend={say('match.decision')}
          value={decision}
          options={decisions}
          disabled={(one) => !actionOf(one)?.allowed}
          nameOf={(one) => (
            <span className="decision">
              {say(`decide.${one}`)} <kbd aria-hidden="true">{decisions.indexOf(one) + 1}</kbd>
            </span>
          )}
          noteOf={(one) =>
            actionOf(one)
              ?.reasons.map((why) => say.code('not-allowed', why.code, why.message))
              .join(' ')
          }
          error={checked && !decision ? say('form.choose-one') : undefined}
          onChange={setDecision}
        />
        {asks ? (
          <>
            <TextField
              label={say('match.ask-what')}
              path="what"
              anyScript
              value={what}
              onChange={setWhat}
              error={checked && !what.trim() ? say('match.ask-what-missing') : undefined}
            />
            <TextField
              label={say('match.ask-from')}
              path="from"
              anyScript
              value={from}
              onChange={setFrom}
              error={checked && !from.trim() ? say('match.ask-from-missing') : undefined}
            />
          </>
        ) : (
          <TextArea
            label={say('match.why')}
            path="reason"
            value={reason}
            onChange={setReason}
            error={checked && !reason.trim() ? say('match.why-missing') : undefined}
          />
        )}
        {decision === 'confirm' && ofDeceased && (
          <TextField
            label={say('match.source')}
            path="documentedSource"
            anyScript
            value={source}
            onChange={setSource}
          />
        )}
        <button type="submit" className="primary wide" aria-disabled={verb.isPending}>
          {verb.isPending ? say('state.sending') : say(decision ? SEND[decision] : 'match.send')}
        </button>
        <p className="small muted after-button">{say('match.nothing-told')}</p>
      </form>
    </Refused.Provider>
  );
}
