import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

/** A file from the wish to add it to the moment somebody may open it. */
export const storedFileWorkflow = defineWorkflow({
  name: 'file',
  title: 'File',
  about: [
    'A file is announced with its name and purpose, then its bytes are sent. They are sealed as they arrive, and nobody can open them until they were checked: what they really are, whether they hide a second file or act by themselves, and, where a scanner is set up, whether it knows them as malware. Pictures are drawn anew without what the camera wrote into them.',
    'A file of a partner is announced by the record that names it; its bytes follow in messages of their own, and go through the same checks. Where they are not what was announced, it is refused.',
    'A file that does not belong in the record is removed with a reason: its bytes and the key to them are gone, and that it was there, and why it is not any more, stays.',
  ],
  states: ['announced', 'received', 'ready', 'refused', 'removed'],
  initial: 'announced',
  terminal: ['ready', 'refused', 'removed'],
  guards: {
    'arrived-whole': 'The file did not arrive whole. Send it again.',
    'type-accepted': 'Save the file as PDF, JPEG, PNG, WebP, TIFF or plain text and send it again.',
    'nothing-hidden': 'The file holds more than it shows.',
    'scanner-content': 'The malware scanner has not let the file pass.',
    'removal-reason-given': 'Write down why the file is removed.',
  },
  transitions: [
    {
      action: 'announce',
      from: 'none',
      to: 'announced',
      by: ['intake-volunteer', 'caseworker', 'supervisor', 'child-protection-specialist', 'system'],
      guards: [],
      emits: 'files.announced',
    },
    {
      action: 'receive',
      from: ['announced'],
      to: 'received',
      by: ['intake-volunteer', 'caseworker', 'supervisor', 'child-protection-specialist', 'system'],
      guards: ['arrived-whole', 'type-accepted'],
      emits: 'files.received',
    },
    {
      action: 'pass',
      from: ['received'],
      to: 'ready',
      by: ['system'],
      guards: ['nothing-hidden', 'scanner-content'],
      emits: 'files.ready',
    },
    {
      action: 'refuse',
      from: ['announced', 'received'],
      to: 'refused',
      by: ['system'],
      guards: [],
      emits: 'files.refused',
    },
    {
      action: 'remove',
      from: ['announced', 'received', 'ready', 'refused'],
      to: 'removed',
      by: ['caseworker', 'supervisor', 'child-protection-specialist'],
      guards: ['removal-reason-given'],
      emits: 'files.removed',
    },
  ],
});

export type StoredFileState = StateOf<typeof storedFileWorkflow>;
export type StoredFileAction = ActionOf<typeof storedFileWorkflow>;
export type StoredFileGuard = GuardOf<typeof storedFileWorkflow>;
