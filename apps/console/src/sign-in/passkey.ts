import type { MadePasskey, NewPasskeyQuestion, PasskeyAnswer, PasskeyQuestion } from '../api/types.js';

/*
 * The browser's part of passkeys. The library comes only where somebody uses one. What the browser answers is more than
 * the service takes, and more than it needs to know.
 */

/** Whether this browser knows passkeys at all. */
export const knowsPasskeys = () => 'PublicKeyCredential' in window;

/** @throws DOMException or another Error, see `mishapOf` */
export async function answerWithPasskey(question: PasskeyQuestion): Promise<PasskeyAnswer> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const { id, response } = await startAuthentication({ optionsJSON: question });
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return { id, response: { clientDataJSON, authenticatorData, signature, ...(userHandle && { userHandle }) } };
}

/** @throws DOMException or another Error, see `mishapOf` */
export async function makePasskey(question: NewPasskeyQuestion): Promise<MadePasskey> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  // The schema says of transports that they are texts; new ones may come that the library has not heard of.
  const optionsJSON = question as Parameters<typeof startRegistration>[0]['optionsJSON'];
  const { id, response } = await startRegistration({ optionsJSON });
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return { id, response: { clientDataJSON, attestationObject, transports } };
}

/** `left`: the person did not go through with it, or took too long, which browsers do not tell apart. */
export type PasskeyMishap = 'left' | 'known-already' | 'not-able' | 'other-address';

const MISHAPS: Record<string, PasskeyMishap> = {
  NotAllowedError: 'left',
  AbortError: 'left',
  InvalidStateError: 'known-already',
  ConstraintError: 'not-able',
  NotSupportedError: 'not-able',
  SecurityError: 'other-address',
};

/** What the browser means, by the names of WebAuthn; nothing where it was not the browser that failed. */
export const mishapOf = (error: unknown): PasskeyMishap | undefined =>
  error instanceof Error ? MISHAPS[error.name] : undefined;
