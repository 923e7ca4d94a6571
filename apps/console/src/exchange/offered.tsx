import { useState, type ReactNode } from 'react';
import type { OfferedAction } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { StepButton, whyNot } from '../ui/step-button.js';

interface OfferedProps<Verb extends string> {
  actions: readonly OfferedAction[];
  /** In the order they stand there. */
  verbs: readonly Verb[];
  nameOf: (verb: Verb) => string;
  primary?: readonly Verb[];
  /** Guards that the dialogs ask for themselves. */
  asked?: readonly string[];
  wide?: boolean;
  dialog: (verb: Verb, close: () => void) => ReactNode;
}

/** The steps a table offers now, each with its dialog; what is not possible is there with the reason. */
export function Offered<Verb extends string>(props: OfferedProps<Verb>) {
  const { actions, verbs, nameOf, primary = [], asked = [], wide = false, dialog } = props;
  const say = useTexts();
  const [asking, setAsking] = useState<Verb>();
  return (
    <>
      {verbs.flatMap((verb) =>
        actions
          .filter(({ action }) => action === verb)
          .map((one) => (
            <StepButton
              key={verb}
              wide={wide}
              text={nameOf(verb)}
              look={primary.includes(verb) ? 'primary' : 'plain'}
              reasons={whyNot(one, say, asked)}
              onPress={() => setAsking(verb)}
            />
          )),
      )}
      {asking && dialog(asking, () => setAsking(undefined))}
    </>
  );
}
