import { useEffect, useRef } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { IssuedCard } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { PrintedPage } from '../ui/printed-page.js';

/** The new card, shown once. Closes by its button only: a slip of the finger must not lose the code. */
export function HandOver({ issued, onDone }: { issued: IssuedCard; onDone: () => void }) {
  const say = useTexts();
  const print = useRef<HTMLButtonElement>(null);
  useEffect(() => print.current?.focus(), []);
  return (
    <ModalOverlay className="veil" isOpen isDismissable={false} isKeyboardDismissDisabled>
      <Modal className="modal modal-wide">
        <Dialog className="dialog">
          <Heading slot="title">{say('card.hand-over')}</Heading>
          <p className="muted">{say('card.hand-over-words')}</p>
          <PrintedPage label={say('card.page')} html={issued.page} />
          <div className="row-end">
            <button type="button" onClick={onDone}>
              {say('card.handed-over')}
            </button>
            <button ref={print} type="button" className="primary" onClick={() => window.print()}>
              {say('action.print')}
            </button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
