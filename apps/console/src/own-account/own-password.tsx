import { useTexts } from '../app/texts.js';
import { TextField } from '../ui/field.js';

interface OwnPasswordProps {
  value: string;
  onChange: (password: string) => void;
  checked: boolean;
}

/** The password somebody has, as proof that it is them. */
export function OwnPassword({ value, onChange, checked }: OwnPasswordProps) {
  const say = useTexts();
  return (
    <TextField
      label={say('own-account.password-now')}
      path="password"
      type="password"
      autoComplete="current-password"
      maxLength={200}
      value={value}
      onChange={onChange}
      error={checked && !value ? say('sign-in.password-missing') : undefined}
    />
  );
}
