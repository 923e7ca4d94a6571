import { useEffect, useRef } from 'react';
import { useTexts } from '../app/texts.js';
import { TextField } from '../ui/field.js';
import { violationsOf } from '../ui/refusals.js';

/** What the service refused about the field, in the reader's language. */
export function useRefusal(error: unknown, path: string): string | undefined {
  const say = useTexts();
  const refused = violationsOf(error).find((violation) => violation.path === path);
  return refused && say.code('refused', refused.code, refused.message);
}

interface OwnPasswordProps {
  value: string;
  onChange: (password: string) => void;
  checked: boolean;
  refusal: string | undefined;
}

/** The password somebody has, as proof that it is them. Wrong, it takes the focus: there is nothing else to correct. */
export function OwnPassword({ value, onChange, checked, refusal }: OwnPasswordProps) {
  const say = useTexts();
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal) field.current?.querySelector('input')?.focus();
  }, [refusal]);
  return (
    <div ref={field}>
      <TextField
        label={say('own-account.password-now')}
        path="password"
        type="password"
        autoComplete="current-password"
        maxLength={200}
        value={value}
        onChange={onChange}
        error={checked && !value ? say('sign-in.password-missing') : refusal}
      />
    </div>
  );
}
