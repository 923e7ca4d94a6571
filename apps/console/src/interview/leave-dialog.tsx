import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTexts } from '../app/texts.js';

/** Asked before unsaved answers would be thrown away. */
export function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const say = useTexts();
  return (
    <ModalOverlay className="veil" isOpen onOpenChange={(open) => !open && onStay()}>
      <Modal className="modal">
        <Dialog className="dialog" role="alertdialog">
          <Heading slot="title">{say('leave.title')}</Heading>
          <p>{say('leave.words')}</p>
          <div className="row-end">
            <button type="button" onClick={onLeave}>
              {say('leave.leave')}
            </button>
            <button type="button" className="primary" autoFocus onClick={onStay}>
              {say('leave.stay')}
            </button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
