import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../app/texts.js';
import { Ask } from './dialog.js';
import { Select, TextArea } from './field.js';

/** Takes a step, and reads again what it has changed before the dialog closes. */
export function useStep<Input>(
  changes: readonly QueryKey[],
  take: (input: Input) => Promise<unknown>,
  onDone: () => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: take,
    onSuccess: async () => {
      await Promise.all(changes.map((queryKey) => queries.invalidateQueries({ queryKey })));
      onDone();
    },
  });
}

interface StepProps<Input> {
  title: string;
  words?: ReactNode;
  /** What is read again afterwards. */
  changes: readonly QueryKey[];
  take: (input: Input) => Promise<unknown>;
  onClose: () => void;
}

/** A step that needs nothing but a yes. @param props.submit where the title is more than the name of the step */
export function ConfirmStep(props: StepProps<undefined> & { submit?: string }) {
  const { title, words, changes, take, onClose, submit } = props;
  const step = useStep(changes, take, onClose);
  return (
    <Ask
      title={title}
      intro={words}
      submit={submit ?? title}
      busy={step.isPending}
      error={step.error}
      onSubmit={() => step.mutate(undefined)}
      onClose={onClose}
    />
  );
}

/** A step that asks for one choice, such as a cause. */
export function ChooseStep<T extends string>(
  props: StepProps<T> & { label: string; options: readonly T[]; nameOf: (option: T) => string },
) {
  const { title, words, changes, take, onClose, label, options, nameOf } = props;
  const say = useTexts();
  const [choice, setChoice] = useState<T | ''>('');
  const [checked, setChecked] = useState(false);
  const step = useStep(changes, take, onClose);
  const submit = () => {
    setChecked(true);
    if (choice) step.mutate(choice);
  };
  return (
    <Ask
      title={title}
      intro={words}
      submit={title}
      busy={step.isPending}
      error={step.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={label}
        path="choice"
        value={choice}
        options={options}
        nameOf={nameOf}
        onChange={setChoice}
        error={checked && !choice ? say('form.choose-one') : undefined}
      />
    </Ask>
  );
}

/** A step that asks for one text in somebody's own words: why, where nothing else is said. */
export function ReasonStep(props: StepProps<string> & { label?: string; missing?: string }) {
  const { title, words, changes, take, onClose, label, missing } = props;
  const say = useTexts();
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const step = useStep(changes, take, onClose);
  const submit = () => {
    setChecked(true);
    if (reason.trim()) step.mutate(reason.trim());
  };
  return (
    <Ask
      title={title}
      intro={words}
      submit={title}
      busy={step.isPending}
      error={step.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextArea
        label={label ?? say('match.why')}
        path="reason"
        value={reason}
        onChange={setReason}
        error={checked && !reason.trim() ? (missing ?? say('match.why-missing')) : undefined}
      />
    </Ask>
  );
}
