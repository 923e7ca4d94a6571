import { useId, useState } from 'react';
import { useTexts } from '../app/texts.js';

/** A text to take along, with a button that copies it. */
export function CopyText({ label, text, shown }: { label: string; text: string; shown?: string }) {
  const say = useTexts();
  const id = useId();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      // Not allowed here: the text is on screen and can be selected.
      () => setCopied(false),
    );
  return (
    <div className="copy">
      <div className="label" id={id}>
        {label}
      </div>
      <div className="copy-row">
        <code dir="ltr" tabIndex={0} aria-labelledby={id} role="textbox" aria-readonly="true">
          {shown ?? text}
        </code>
        <button type="button" aria-describedby={id} onClick={() => void copy()}>
          {copied ? say('action.copied') : say('action.copy')}
        </button>
      </div>
      <div role="status" className="only-read">
        {copied ? say('action.copied') : ''}
      </div>
    </div>
  );
}
