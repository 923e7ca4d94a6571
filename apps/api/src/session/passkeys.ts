import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { MadePasskeyDto, NewPasskeyQuestionDto, PasskeyAnswerDto, PasskeyQuestionDto } from './passkey.dto.js';

// What travels is what is needed; the library wants the whole of what a browser gives.

export function passkeyQuestion({ challenge, rpId }: PublicKeyCredentialRequestOptionsJSON): PasskeyQuestionDto {
  return { challenge, rpId: rpId!, userVerification: 'required' };
}

export function newPasskeyQuestion(options: PublicKeyCredentialCreationOptionsJSON): NewPasskeyQuestionDto {
  const { challenge, rp, user, pubKeyCredParams, excludeCredentials = [] } = options;
  return {
    challenge,
    rp: { id: rp.id!, name: rp.name },
    user: { id: user.id, name: user.name, displayName: user.displayName },
    pubKeyCredParams: pubKeyCredParams.map(({ alg }) => ({ type: 'public-key', alg })),
    excludeCredentials: excludeCredentials.map(({ id, transports = [] }) => ({ type: 'public-key', id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestation: 'none',
  };
}

export function answerOf({ id, response }: PasskeyAnswerDto): AuthenticationResponseJSON {
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
}

export function registrationOf({ id, response }: MadePasskeyDto): RegistrationResponseJSON {
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
}
