import { ApiProperty } from '@nestjs/swagger';
import { Nested, Pattern, Patterns } from '../http/fields.js';

// Passkeys as browsers speak of them (WebAuthn Level 3, https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON):
// bytes are base64url.

const BYTES = /^[\w-]{1,8000}$/;
const ID = /^[\w-]{1,1400}$/;
const NOT_BYTES = 'is not what a browser gives; start again';

export class PasskeyAssertionDto {
  @Pattern(BYTES, NOT_BYTES)
  clientDataJSON!: string;

  @Pattern(BYTES, NOT_BYTES)
  authenticatorData!: string;

  @Pattern(BYTES, NOT_BYTES)
  signature!: string;

  @Pattern(BYTES, NOT_BYTES, { optional: true })
  userHandle?: string;
}

/** What a passkey answers when somebody signs in. */
export class PasskeyAnswerDto {
  @Pattern(ID, NOT_BYTES)
  id!: string;

  @Nested(() => PasskeyAssertionDto)
  response!: PasskeyAssertionDto;
}

export class PasskeyAttestationDto {
  @Pattern(BYTES, NOT_BYTES)
  clientDataJSON!: string;

  @Pattern(BYTES, NOT_BYTES)
  attestationObject!: string;

  @Patterns(/^[a-z-]{1,20}$/, NOT_BYTES, { most: 8 })
  transports!: string[];
}

/** A passkey as it was just made. */
export class MadePasskeyDto {
  @Pattern(ID, NOT_BYTES)
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
