import { createContext, useContext, useId, type ReactNode } from 'react';
import { useTexts } from '../app/texts.js';

/** What the service refused, by the path of the field. A form puts it around its fields. */
export const Refused = createContext<(path: string) => string | undefined>(() => undefined);

export interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Where the service would name this field in a violation. */
  path?: string;
  required?: boolean;
  /** The label is read but not shown: where a table or a heading already says it. */
  quiet?: boolean;
  className?: string;
}

interface Wiring {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  required?: boolean;
}

/** A label, a hint and an error around one control, tied together for screen readers. */
export function Field({ children, ...props }: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const { label, hint, path, required, quiet, className } = props;
  const id = useId();
  const refused = useContext(Refused);
  const error = props.error ?? (path === undefined ? undefined : refused(path));
  const describedBy = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={`field ${error ? 'field-wrong' : ''} ${className ?? ''}`} data-path={path}>
      <label htmlFor={id} className={quiet ? 'only-read' : undefined}>
        {label}
      </label>
      {hint && (
        <div id={`${id}-hint`} className="hint">
          {hint}
        </div>
      )}
      {children({
        id,
        ...(describedBy && { 'aria-describedby': describedBy }),
        ...(error && { 'aria-invalid': true }),
        ...(required && { required: true }),
      })}
      {error && <FieldError id={`${id}-error`} text={error} />}
    </div>
  );
}

export function FieldError({ id, text }: { id: string; text: string }) {
  return (
    <div id={id} className="field-error">
      <span aria-hidden="true">! </span>
      <bdi>{text}</bdi>
    </div>
  );
}

interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'email' | 'password' | 'date' | 'tel';
  autoComplete?: string;
  inputMode?: 'numeric' | 'tel';
  maxLength?: number;
  /** Words people say, in whatever script: the direction follows what is typed. */
  anyScript?: boolean;
  lang?: string | undefined;
  list?: string;
  max?: string;
  min?: string;
  autoFocus?: boolean;
}

export function TextField(props: TextFieldProps) {
  const {
    value,
    onChange,
    type = 'text',
    autoComplete = 'off',
    inputMode,
    maxLength,
    anyScript,
    lang,
    list,
    min,
    max,
  } = props;
  return (
    <Field {...props}>
      {(wiring) => (
        <input
          {...wiring}
          type={type}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          autoComplete={autoComplete}
          inputMode={inputMode}
          maxLength={maxLength}
          dir={anyScript ? 'auto' : undefined}
          lang={lang}
          list={list}
          min={min}
          max={max}
          autoFocus={props.autoFocus}
          spellCheck={false}
        />
      )}
    </Field>
  );
}

export function TextArea(
  props: FieldProps & { value: string; onChange: (value: string) => void; rows?: number; maxLength?: number },
) {
  return (
    <Field {...props}>
      {(wiring) => (
        <textarea
          {...wiring}
          dir="auto"
          rows={props.rows ?? 4}
          maxLength={props.maxLength}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

interface ChoiceProps<T extends string> extends FieldProps {
  value: T | '';
  options: readonly T[];
  nameOf: (option: T) => string;
  onChange: (value: T | '') => void;
  /** What stands there before a choice is made; without it a choice is always made. */
  empty?: string;
}

/** The browser's own select: works with every keyboard, phone and screen reader. */
export function Select<T extends string>(props: ChoiceProps<T>) {
  const { value, options, nameOf, onChange, empty } = props;
  const say = useTexts();
  return (
    <Field {...props}>
      {(wiring) => (
        <select {...wiring} value={value} onChange={(event) => onChange(event.target.value as T | '')}>
          {(empty !== undefined || value === '') && <option value="">{empty ?? say('form.choose')}</option>}
          {options.map((option) => (
            <option key={option} value={option}>
              {nameOf(option)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
