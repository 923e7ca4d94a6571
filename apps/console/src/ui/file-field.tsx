import { Field, type FieldProps } from './field.js';

/** The browser's own choice of a file. */
export function FileField(props: FieldProps & { accept: string; onChange: (file: File | undefined) => void }) {
  return (
    <Field {...props}>
      {(wiring) => (
        <input
          {...wiring}
          type="file"
          accept={props.accept}
          onChange={(event) => props.onChange(event.target.files?.[0])}
        />
      )}
    </Field>
  );
}
