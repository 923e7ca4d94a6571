import { decodeAttestationObject, isoBase64URL } from '@simplewebauthn/server/helpers';

/**
 * We ask no maker's word for a device, so browsers send none. Whoever sends certificates all the same wants them looked up,
 * at addresses of their choosing. Pure.
 *
 * @param attestationObject as a browser gives it, base64url @throws Error where it is none
 */
export function bringsCertificates(attestationObject: string): boolean {
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
  const format = attestation.get('fmt');
  return !(format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined));
}
