import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { SignInForm } from '../sign-in/sign-in-form.js';
import { useSession, useSessionDoor } from './session.js';
import { useTexts } from './texts.js';

/** The session ran out over unfinished work: sign in on top of it, and nothing typed is lost. */
export function SignInAgain() {
  const say = useTexts();
  const { account } = useSession();
  const { signedIn } = useSessionDoor();
  return (
    <ModalOverlay className="veil veil-closed" isOpen isDismissable={false} isKeyboardDismissDisabled>
      <Modal className="modal">
        <Dialog className="dialog" role="alertdialog">
          <Heading slot="title">{say('sign-in.again')}</Heading>
          <p className="muted">{say('sign-in.again-words')}</p>
          <SignInForm knownEmail={account.email} onSignedIn={signedIn} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
