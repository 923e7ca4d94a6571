import { ApiProperty } from '@nestjs/swagger';
import { Nested, Text, Texts } from '../http/fields.js';

// Passkeys as browsers speak of them (WebAuthn Level 3, https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON):
// bytes are base64url.

const BYTES = { max: 8_000, description: 'base64url' };
const ID = { max: 1_400, description: 'base64url' };

export class PasskeyAssertionDto {
  @Text(BYTES)
  clientDataJSON!: string;

  @Text(BYTES)
  authenticatorData!: string;

  @Text(BYTES)
  signature!: string;

  @Text({ ...BYTES, optional: true })
  userHandle?: string;
}

/** What a passkey answers when somebody signs in. */
export class PasskeyAnswerDto {
  @Text(ID)
  id!: string;

  @Nested(() => PasskeyAssertionDto)
  response!: PasskeyAssertionDto;
}

export class PasskeyAttestationDto {
  @Text(BYTES)
  clientDataJSON!: string;

  @Text(BYTES)
  attestationObject!: string;

  @Texts({ most: 8, max: 20, description: 'usb, nfc, ble, internal, hybrid' })
  transports!: string[];
}

/** A passkey as it was just made. */
export class MadePasskeyDto {
  @Text(ID)
  id!: string;

  @Nested(() => PasskeyAttestationDto)
  response!: PasskeyAttestationDto;
}

class RelyingPartyDto {
  @ApiProperty({ description: 'the domain passkeys are bound to' })
  id!: string;

  @ApiProperty()
  name!: string;
}

class PasskeyUserDto {
  @ApiProperty({ description: 'base64url' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  displayName!: string;
}

class PasskeyAlgorithmDto {
  @ApiProperty({ enum: ['public-key'] })
  type!: 'public-key';

  @ApiProperty({ type: 'integer', description: 'COSE algorithm' })
  alg!: number;
}

class KnownPasskeyDto {
  @ApiProperty()
  id!: string;

  @ApiProperty({ enum: ['public-key'] })
  type!: 'public-key';

  @ApiProperty({ type: String, isArray: true })
  transports!: string[];
}

class PasskeyDemandsDto {
  @ApiProperty({ enum: ['required'] })
  residentKey!: 'required';

  @ApiProperty({ enum: ['required'] })
  userVerification!: 'required';
}

/** For `PublicKeyCredential.parseRequestOptionsFromJSON`. */
export class PasskeyQuestionDto {
  @ApiProperty({ description: 'base64url; to be answered within five minutes' })
  challenge!: string;

  @ApiProperty()
  rpId!: string;

  @ApiProperty({ enum: ['required'] })
  userVerification!: 'required';
}

/** For `PublicKeyCredential.parseCreationOptionsFromJSON`. */
export class NewPasskeyQuestionDto {
  @ApiProperty({ description: 'base64url; to be answered within five minutes' })
  challenge!: string;

  @ApiProperty({ type: () => RelyingPartyDto })
  rp!: RelyingPartyDto;

  @ApiProperty({ type: () => PasskeyUserDto })
  user!: PasskeyUserDto;

  @ApiProperty({ type: () => PasskeyAlgorithmDto, isArray: true })
  pubKeyCredParams!: PasskeyAlgorithmDto[];

  @ApiProperty({ type: () => KnownPasskeyDto, isArray: true })
  excludeCredentials!: KnownPasskeyDto[];

  @ApiProperty({ type: () => PasskeyDemandsDto })
  authenticatorSelection!: PasskeyDemandsDto;

  @ApiProperty({ enum: ['none'] })
  attestation!: 'none';
}
