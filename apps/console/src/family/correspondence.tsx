import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerFamily, settleInvitation } from '../api/family.js';
import type { FamilyDesk, TracingRequest } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { Refused, TextArea } from '../ui/field.js';
import { refusedBy, violationsOf } from '../ui/refusals.js';
import { Empty, Trouble } from '../ui/states.js';
import { StepButton } from '../ui/step-button.js';
import { Letters } from './letters.js';
import { useWhyNotRecord, works } from './who-may.js';

/** As much as the service takes. */
const MOST_LETTERS = 1_000;

export function Correspondence({ request, desk }: { request: TracingRequest; desk: FamilyDesk }) {
  const say = useTexts();
  return (
    <>
      <Invitation request={request} invited={desk.invited} />
      <section className="card">
        <h2>{say('family.title')}</h2>
        <AnswerForm request={request} desk={desk} />
        {desk.messages.length === 0 ? <Empty title={say('family.none')} /> : <Letters letters={desk.messages} />}
      </section>
    </>
  );
}

function useFamilyStep<Input>(requestId: string, take: (input: Input) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: take,
    onSuccess: () =>
      Promise.all(
        [['family-desk', requestId], ['tracing-request', requestId], ['work']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

function AnswerForm({ request, desk }: { request: TracingRequest; desk: FamilyDesk }) {
  const say = useTexts();
  const mayNot = useWhyNotRecord();
  const [text, setText] = useState('');
  const [checked, setChecked] = useState(false);
  const answer = useFamilyStep(request.id, async () => {
    await answerFamily(request.id, text.trim());
    setText('');
    setChecked(false);
  });
  const whyNot = mayNot.length > 0 || desk.cards.some(works) ? mayNot : [say('family.no-card')];
  if (whyNot.length > 0) return <p className="muted">{whyNot.join(' ')}</p>;
  const send = () => {
    setChecked(true);
    if (text.trim() && !answer.isPending) answer.mutate(undefined);
  };
  return (
    <Refused.Provider value={refusedBy(violationsOf(answer.error), say)}>
      <form
        className="answer-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Trouble error={answer.error} />
        <TextArea
          label={say('family.answer')}
          hint={say('family.answer-hint')}
          path="text"
          rows={3}
          maxLength={MOST_LETTERS}
          value={text}
          onChange={setText}
          error={checked && !text.trim() ? say('family.answer-missing') : undefined}
        />
        <div className="row-end">
          <button type="submit" className="primary" aria-disabled={answer.isPending}>
            {answer.isPending ? say('state.sending') : say('family.send')}
          </button>
        </div>
        <p role="status" className="only-read">
          {answer.isSuccess ? say('family.sent') : ''}
        </p>
      </form>
    </Refused.Provider>
  );
}

function Invitation({ request, invited }: { request: TracingRequest; invited: boolean }) {
  const say = useTexts();
  const whyNot = useWhyNotRecord();
  const settle = useFamilyStep(request.id, (verb: 'invite-to-talk' | 'end-invitation') =>
    settleInvitation(request.id, verb),
  );
  return (
    <section className="card">
      <h2>{say('family.talk')}</h2>
      <p className="muted">{say(invited ? 'family.invited' : 'family.not-invited')}</p>
      <Trouble error={settle.error} />
      <StepButton
        text={say(invited ? 'family.end-invitation' : 'family.invite')}
        reasons={whyNot}
        onPress={() => !settle.isPending && settle.mutate(invited ? 'end-invitation' : 'invite-to-talk')}
      />
    </section>
  );
}
