import { useContext, useId, type ReactNode } from 'react';
import { FieldError, Refused } from './field.js';

interface GroupProps<T extends string> {
  legend: string;
  hint?: ReactNode;
  path?: string;
  error?: string | undefined;
  options: readonly T[];
  nameOf: (option: T) => ReactNode;
  noteOf?: (option: T) => ReactNode;
  disabled?: (option: T) => boolean;
  /** `row` for a few short options beside each other. */
  layout?: 'stack' | 'row' | 'grid';
}

function Group<T extends string>(props: GroupProps<T> & { children: (option: T, describedBy?: string) => ReactNode }) {
  const { legend, hint, path, options, nameOf, noteOf, disabled, layout = 'stack' } = props;
  const id = useId();
  const refused = useContext(Refused);
  const error = props.error ?? (path === undefined ? undefined : refused(path));
  const describedBy = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset
      className={`choices choices-${layout} ${error ? 'field-wrong' : ''}`}
      aria-describedby={describedBy}
      data-path={path}
    >
      <legend>{legend}</legend>
      {hint && (
        <div id={`${id}-hint`} className="hint">
          {hint}
        </div>
      )}
      <div className="choices-options">
        {options.map((option, index) => {
          const note = noteOf?.(option);
          const noteId = note ? `${id}-note-${index}` : undefined;
          return (
            <label key={option} className={`opt ${disabled?.(option) ? 'opt-off' : ''}`}>
              {props.children(option, noteId)}
              <span className="opt-words">
                {nameOf(option)}
                {note && (
                  <span id={noteId} className="opt-note">
                    {note}
                  </span>
                )}
              </span>
            </label>
          );
        })}
      </div>
      {error && <FieldError id={`${id}-error`} text={error} />}
    </fieldset>
  );
}

export function Radios<T extends string>(
  props: GroupProps<T> & { value: T | ''; onChange: (value: T) => void; required?: boolean },
) {
  const name = useId();
  return (
    <Group {...props}>
      {(option, describedBy) => (
        <input
          type="radio"
          name={name}
          value={option}
          checked={props.value === option}
          disabled={props.disabled?.(option)}
          required={props.required}
          aria-describedby={describedBy}
          onChange={() => props.onChange(option)}
        />
      )}
    </Group>
  );
}

export function Checks<T extends string>(
  props: GroupProps<T> & { value: readonly T[]; onChange: (value: T[]) => void },
) {
  const { value, onChange, options } = props;
  return (
    <Group {...props}>
      {(option, describedBy) => (
        <input
          type="checkbox"
          checked={value.includes(option)}
          disabled={props.disabled?.(option)}
          aria-describedby={describedBy}
          // Kept in the order of the list, so that the same choices always read the same.
          onChange={() => onChange(options.filter((one) => (one === option) !== value.includes(one)))}
        />
      )}
    </Group>
  );
}

export function Check(props: {
  label: ReactNode;
  note?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  path?: string;
  disabled?: boolean;
}) {
  const id = useId();
  const refused = useContext(Refused);
  const error = props.path === undefined ? undefined : refused(props.path);
  const describedBy =
    [props.note ? `${id}-note` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <div className={error ? 'field-wrong' : undefined} data-path={props.path}>
      <label className="opt opt-plain">
        <input
          type="checkbox"
          checked={props.checked}
          disabled={props.disabled}
          aria-describedby={describedBy}
          onChange={(event) => props.onChange(event.target.checked)}
        />
        <span className="opt-words">
          {props.label}
          {props.note && (
            <span id={`${id}-note`} className="opt-note">
              {props.note}
            </span>
          )}
        </span>
      </label>
      {error && <FieldError id={`${id}-error`} text={error} />}
    </div>
  );
}
