import { read, write } from './client.js';
import type { MadePasskey, NewPasskeyQuestion, OwnAccount, Receipt } from './types.js';

/** What whoever is signed in signs in with. */

export const readOwnAccount = (signal?: AbortSignal) => read<OwnAccount>('/own-account', {}, signal);
export const changePassword = (password: string, newPassword: string) =>
  write<Receipt>('POST', '/own-account/change-password', { body: { password, newPassword } });
export const beginPasskey = (password: string) =>
  write<NewPasskeyQuestion>('POST', '/own-account/begin-passkey', { body: { password } });
export const addPasskey = (name: string, passkey: MadePasskey) =>
  write<Receipt>('POST', '/own-account/passkeys', { body: { name, passkey } });
export const removePasskey = (id: string) => write<Receipt>('POST', `/own-account/passkeys/${id}/remove`);
export const endOtherSessions = () => write<Receipt>('POST', '/own-account/end-other-sessions');
