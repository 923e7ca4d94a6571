import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useBlocker, useSearchParams } from 'react-router';
import type { Violation } from '../api/problem.js';
import type { Interview, Receipt } from '../api/types.js';
import { today } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { Refused } from '../ui/field.js';
import { refusedBy, violationsOf } from '../ui/refusals.js';
import { Trouble } from '../ui/states.js';
import { interviewOf, tidiedInterview, type InterviewDraft } from './draft.js';
import { LeaveDialog } from './leave-dialog.js';
import { SaveBar } from './save-bar.js';
import { StepBody } from './step-body.js';
import { StepList } from './step-list.js';
import { neededToSave, STEPS, stepOfViolation, type Step } from './steps.js';

interface InterviewFormProps {
  initial: InterviewDraft;
  /** What is asked once, on the first step, and fixed by the first save. */
  beforeFirstSave?: ReactNode;
  /** Saves what was told so far. */
  save: (interview: Interview) => Promise<Receipt>;
  /** Completes the interview; the receipt is that of the last save. */
  complete: (saved: Receipt) => Promise<Receipt>;
  /** After saving something new: where this interview now lives. */
  onSaved: (receipt: Receipt) => void;
  onCompleted: (receipt: Receipt) => void;
}

/** The interview, in the order people tell it. Any step can be opened at any time; nothing typed is lost on an error. */
export function InterviewForm(props: InterviewFormProps) {
  const { initial, beforeFirstSave, save, complete, onSaved, onCompleted } = props;
  const say = useTexts();
  const [params, setParams] = useSearchParams();
  const step = STEPS.find((one) => one === params.get('step')) ?? 'who';
  const [draft, setDraft] = useState(initial);
  const [savedDraft, setSavedDraft] = useState(initial);
  const [savedAt, setSavedAt] = useState<Date>();
  const dirty = draft !== savedDraft;
  const top = useRef<HTMLHeadingElement>(null);
  const leaving = useRef(false);

  const saving = useMutation({ mutationFn: (tidy: InterviewDraft) => save(interviewOf(tidy, today())) });
  const completing = useMutation({ mutationFn: complete });
  const [needed, setNeeded] = useState<Violation[]>([]);
  const error = completing.error ?? saving.error;
  const violations = useMemo(() => (needed.length > 0 ? needed : violationsOf(error)), [needed, error]);
  const refused = useMemo(() => refusedBy(violations, say), [violations, say]);

  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && !leaving.current && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);

  const go = (to: Step) => {
    setParams({ step: to }, { replace: true });
    requestAnimationFrame(() => top.current?.focus());
  };

  const saveNow = async (): Promise<Receipt | undefined> => {
    const tidy = tidiedInterview(draft);
    setDraft(tidy);
    completing.reset();
    saving.reset();
    const unmet = neededToSave(tidy).map((one) => ({ ...one, message: say(`needed.${one.code}`) }));
    setNeeded(unmet);
    if (unmet.length > 0) return undefined;
    try {
      const receipt = await saving.mutateAsync(tidy);
      setSavedDraft(tidy);
      setSavedAt(new Date());
      return receipt;
    } catch {
      return undefined; // shown above the form and at its fields
    }
  };
  const onSave = async () => {
    const receipt = await saveNow();
    leaving.current = true;
    if (receipt) onSaved(receipt);
    leaving.current = false;
  };
  const onComplete = async () => {
    const receipt = await saveNow();
    if (!receipt) return;
    try {
      const completed = await completing.mutateAsync(receipt);
      leaving.current = true;
      onCompleted(completed);
    } catch {
      leaving.current = true;
      onSaved(receipt); // saved, but not complete: the form goes on with the saved version
      leaving.current = false;
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSave();
  };
  const busy = saving.isPending || completing.isPending;
  return (
    <Refused.Provider value={refused}>
      <form className="interview" onSubmit={submit} noValidate>
        <StepList current={step} draft={draft} violations={violations} onGo={go} />
        <div className="interview-body">
          <Refusal error={error} needed={needed.length > 0} violations={violations} onGo={go} />
          <h2 ref={top} tabIndex={-1} className="step-title">
            {say(`interview.step.${step}`)}
          </h2>
          <p className="muted">{say(`interview.intro.${step}`)}</p>
          <StepBody step={step} draft={draft} onChange={setDraft} onGo={go} />
          {step === 'who' && beforeFirstSave}
          <SaveBar
            step={step}
            dirty={dirty}
            savedAt={savedAt}
            busy={busy}
            onGo={go}
            onComplete={() => void onComplete()}
          />
        </div>
      </form>
      {blocker.state === 'blocked' && <LeaveDialog onStay={() => blocker.reset()} onLeave={() => blocker.proceed()} />}
    </Refused.Provider>
  );
}

interface RefusalProps {
  error: unknown;
  needed: boolean;
  violations: readonly Violation[];
  onGo: (step: Step) => void;
}

/** What stands in the way, each point a way to its step. */
function Refusal({ error, needed, violations, onGo }: RefusalProps) {
  const say = useTexts();
  const points = violations.length > 0 && (
    <ul>
      {violations.map((violation, index) => (
        <li key={index}>
          <button type="button" className="linklike" onClick={() => onGo(stepOfViolation(violation))}>
            <bdi>{say.code('not-allowed', violation.code, violation.message)}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
  if (!needed) return <Trouble error={error}>{points}</Trouble>;
  return (
    <div className="note" role="alert">
      <p>{say('problem.needed-to-save')}</p>
      {points}
    </div>
  );
}
