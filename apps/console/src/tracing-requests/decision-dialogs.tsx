import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { acceptRequest, askForMore, refuseRequest } from '../api/relink.js';
import { REFUSAL_REASONS, type Receipt, type RefusalReason, type TracingRequest } from '../api/types.js';
import { today } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { Check } from '../ui/choices.js';
import { Ask } from '../ui/dialog.js';
import { Select, TextArea, TextField } from '../ui/field.js';

/** What a caseworker can do first in an open case. */
const NEXT_ACTIONS = [
  'search',
  'list-check',
  'field-visit',
  'authority-enquiry',
  'partner-enquiry',
  'media-or-online',
  'call-enquirer',
] as const;

interface DialogProps {
  request: TracingRequest;
  onClose: () => void;
}

function useDecision(request: TracingRequest, decide: () => Promise<Receipt>, onClose: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: decide,
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['tracing-request', request.id] }),
        queries.invalidateQueries({ queryKey: ['tracing-requests'] }),
        queries.invalidateQueries({ queryKey: ['work'] }),
      ]);
      onClose();
    },
  });
}

export function AcceptDialog({ request, onClose }: DialogProps) {
  const say = useTexts();
  const [code, setCode] = useState<(typeof NEXT_ACTIONS)[number] | ''>('');
  const [due, setDue] = useState('');
  const [checked, setChecked] = useState(false);
  const accept = useDecision(
    request,
    () => acceptRequest(request.id, request.version, code ? { code, due } : undefined),
    onClose,
  );
  const submit = () => {
    setChecked(true);
    if (code && due) accept.mutate();
  };
  return (
    <Ask
      title={say('accept.title')}
      intro={say('accept.intro')}
      submit={say('case.do.accept')}
      busy={accept.isPending}
      error={accept.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={say('accept.next')}
        path="nextAction.code"
        value={code}
        options={NEXT_ACTIONS}
        nameOf={(one) => say(`next-action.${one}`)}
        onChange={setCode}
        error={checked && !code ? say('form.choose-one') : undefined}
      />
      <TextField
        label={say('accept.due')}
        path="nextAction.due"
        type="date"
        min={today()}
        value={due}
        onChange={setDue}
        error={checked && !due ? say('form.day-missing') : undefined}
      />
    </Ask>
  );
}

export function RefuseDialog({ request, onClose }: DialogProps) {
  const say = useTexts();
  const [reason, setReason] = useState<RefusalReason | ''>('');
  const [referral, setReferral] = useState('');
  const [none, setNone] = useState(false);
  const [checked, setChecked] = useState(false);
  const answered = none || referral.trim() !== '';
  const refuse = useDecision(
    request,
    () =>
      refuseRequest(request.id, request.version, {
        reason: reason || 'other',
        ...(none ? { noReferralExists: true } : { referral: referral.trim() }),
      }),
    onClose,
  );
  const submit = () => {
    setChecked(true);
    if (reason && answered) refuse.mutate();
  };
  return (
    <Ask
      title={say('refuse.title')}
      intro={say('refuse.intro')}
      submit={say('case.do.refuse')}
      busy={refuse.isPending}
      error={refuse.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={say('refuse.reason')}
        path="reason"
        value={reason}
        options={REFUSAL_REASONS}
        nameOf={(one) => say(`refusal.${one}`)}
        onChange={setReason}
        error={checked && !reason ? say('form.choose-one') : undefined}
      />
      {!none && (
        <TextArea
          label={say('refuse.referral')}
          hint={say('refuse.referral-hint')}
          path="referral"
          rows={2}
          value={referral}
          onChange={setReferral}
          error={checked && !answered ? say('refuse.referral-missing') : undefined}
        />
      )}
      <Check label={say('refuse.no-referral')} checked={none} onChange={setNone} />
    </Ask>
  );
}

export function AskForMoreDialog({ request, onClose }: DialogProps) {
  const say = useTexts();
  const [question, setQuestion] = useState('');
  const [checked, setChecked] = useState(false);
  const ask = useDecision(request, () => askForMore(request.id, request.version, question.trim()), onClose);
  const submit = () => {
    setChecked(true);
    if (question.trim()) ask.mutate();
  };
  return (
    <Ask
      title={say('ask-more.title')}
      intro={say('ask-more.intro')}
      submit={say('ask-more.send')}
      busy={ask.isPending}
      error={ask.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextArea
        label={say('ask-more.question')}
        path="question"
        value={question}
        onChange={setQuestion}
        error={checked && !question.trim() ? say('ask-more.missing') : undefined}
      />
    </Ask>
  );
}
