import { aSociety, NOON } from '../../../../tests/support/two-societies.js';
import { signCapability, verifyCapability, type Capability } from './capability.js';
import { contentDigest } from './content-digest.js';
import { keyObject } from './keys.js';
import { MESSAGES, type MessageName } from './messages.js';
import { signReceipt, verifyReceipt, type Receipt } from './receipt.js';
import { signText } from './sealed-message.js';

const alpha = aSociety('ALPHA');
const beta = aSociety('BETA');
const pinned = (kid: string) => (kid === beta.signing.kid ? keyObject(beta.keys[0]) : undefined);

describe('a receipt', () => {
  const message = '019504d2-7c00-7000-8000-000000000001';
  const digest = contentDigest(Buffer.from('sealed'));
  const sent = { from: 'ALPHA', to: 'BETA', message, digest };
  const receipt: Omit<Receipt, 'padding'> = {
    v: 1,
    iss: 'BETA',
    aud: 'ALPHA',
    message,
    digest,
    iat: NOON,
    decision: 'received',
    audit: 17,
  };

  it('is of one length, whatever is decided and wherever it stands in the log', async () => {
    const all = await Promise.all(
      (['received', 'accepted', 'declined'] as const).flatMap((decision) =>
        [0, 9_999_999].map((audit) => signReceipt({ ...receipt, decision, audit }, beta.signing)),
      ),
    );
    expect(new Set(all.map(({ length }) => length)).size).toBe(1);
    for (const one of all) await expect(verifyReceipt(one, pinned, sent)).resolves.toMatchObject({ message });
  });

  it.each<[string, string, Partial<Receipt>, typeof sent]>([
    ['another message', 'digest', { message: message.replace('1', '2') }, sent],
    ['other bytes', 'digest', { digest: contentDigest(Buffer.from('other')) }, sent],
    ['somebody else', 'audience', { aud: 'GAMMA' }, sent],
    ['a message to somebody else', 'audience', {}, { ...sent, to: 'GAMMA' }],
  ])('for %s is none for ours', async (_, reason, other, of) => {
    const jws = await signReceipt({ ...receipt, ...other }, beta.signing);
    await expect(verifyReceipt(jws, pinned, of)).rejects.toMatchObject({ reason });
  });

  it('signed with a key that is not pinned, or signed as something else, is none', async () => {
    const foreign = await signReceipt(receipt, alpha.signing);
    await expect(verifyReceipt(foreign, pinned, sent)).rejects.toMatchObject({ reason: 'inner-signature' });
    const [, payload] = (await signReceipt(receipt, beta.signing)).split('.');
    const other = await signText(Buffer.from(payload!, 'base64url').toString(), 'secevent+jwt', beta.signing);
    await expect(verifyReceipt(other, pinned, sent)).rejects.toMatchObject({ reason: 'payload-form' });
  });
});

describe('the capability document', () => {
  const capability: Capability = {
    v: 1,
    iss: 'BETA',
    iat: NOON,
    messages: 'https://relink.beta.example/exchange/v1/messages',
    types: Object.keys(MESSAGES) as MessageName[],
    largestBody: 524_288,
    keys: [...beta.keys],
  };
  const known = { society: 'BETA', last: NOON - 1 };

  it('is taken where a key signed it that is pinned already', async () => {
    const jws = await signCapability(capability, beta.signing);
    await expect(verifyCapability(jws, pinned, known)).resolves.toEqual(capability);
  });

  it.each<[string, string, Partial<Capability>]>([
    ['of somebody else', 'audience', { iss: 'GAMMA' }],
    ['older than the last one', 'replay', { iat: NOON - 2 }],
    [
      'with a key under a name that is not its thumbprint',
      'payload-form',
      {
        keys: [{ ...beta.keys[0], kid: alpha.keys[0].kid }, beta.keys[1]],
      },
    ],
    [
      'with a key for what its curve cannot do',
      'payload-form',
      {
        keys: [{ ...beta.keys[0], use: 'seal' }, beta.keys[1]],
      },
    ],
    ['with a key for no time', 'payload-form', { keys: [{ ...beta.keys[0], until: NOON - 1e8 }, beta.keys[1]] }],
  ])('%s changes nothing', async (_, reason, other) => {
    const jws = await signCapability({ ...capability, ...other }, beta.signing);
    await expect(verifyCapability(jws, pinned, known)).rejects.toMatchObject({ reason });
  });

  it('signed by whoever took the address over changes nothing', async () => {
    const jws = await signCapability({ ...capability, keys: [...alpha.keys] }, alpha.signing);
    await expect(verifyCapability(jws, pinned, known)).rejects.toMatchObject({ reason: 'inner-signature' });
  });
});
