import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTexts } from '../app/texts.js';
import { Refused } from './field.js';
import { focusFirstWrong } from './focus.js';
import { refusedBy, violationsOf } from './refusals.js';
import { Trouble } from './states.js';

interface AskProps {
  title: string;
  /** What will happen, before the person decides. */
  intro?: ReactNode;
  submit: string;
  busy: boolean;
  error: unknown;
  onSubmit: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/**
 * A question with a form. Focus stays inside, Escape closes, what was typed survives an error. What the service refused is said at
 * the field it is about.
 */
export function Ask({ title, intro, submit, busy, error, onSubmit, onClose, children }: AskProps) {
  const say = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    onSubmit();
    if (form.current) focusFirstWrong(form.current);
  };
  // Straight to the first question; otherwise every dialog would begin with a press of Tab.
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  // What went wrong stands at the top, and a long form is scrolled away from it; a field that was refused is where to go on.
  useEffect(() => {
    if (!error || !form.current) return;
    form.current.closest('.modal')?.scrollTo({ top: 0 });
    focusFirstWrong(form.current);
  }, [error]);
  return (
    <ModalOverlay className="veil" isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal">
        <Dialog className="dialog">
          <form ref={form} onSubmit={send} noValidate>
            <Heading slot="title">{title}</Heading>
            {intro && <p className="muted">{intro}</p>}
            <Trouble error={error} />
            <Refused.Provider value={refusedBy(violationsOf(error), say)}>{children}</Refused.Provider>
            <div className="row-end">
              <button type="button" onClick={onClose}>
                {say('action.cancel')}
              </button>
              <button type="submit" className="primary" aria-disabled={busy}>
                {busy ? say('state.sending') : submit}
              </button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
