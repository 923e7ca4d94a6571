import type { JsonWebKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { OtherSociety, type Post, type TheirFile, type TheirKey } from '../independent/other-society.js';

const VECTORS = new URL('../../docs/exchange/vectors/', import.meta.url);
const MESSAGES = [
  'enquiry',
  'answer',
  'disclosure',
  'file-part',
  'decision',
  'correction',
  'withdrawal',
  'recall',
  'deletion-certificate',
  'key-revocation',
];

interface Keys {
  now: number;
  ALPHA: { public: TheirKey[]; private: Record<'sign' | 'seal', JsonWebKey> };
  BETA: { public: TheirKey[]; private: Record<'sign' | 'seal', JsonWebKey> };
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`${name}.json`, VECTORS), 'utf8')) as T;
}

const keys = read<Keys>('keys');
const beta = new OtherSociety('BETA', keys.BETA.private, () => keys.now);

describe('Somebody who has the page for engineers and nothing of ours', () => {
  it.each(MESSAGES)('reads the vector "%s"', (name) => {
    const { request, message } = read<{ request: Post; message: object }>(name);
    const taken = beta.take(request, keys.ALPHA.public);
    expect({ ...taken, padding: '' }).toEqual({ ...message, padding: '' });
  });

  it('puts the file together that the vectors announce and bring', () => {
    const [disclosure, part] = ['disclosure', 'file-part'].map((name) =>
      beta.take(read<{ request: Post }>(name).request, keys.ALPHA.public),
    );
    const [file] = (disclosure!['body'] as { person: { files: TheirFile[] } }).person.files;
    expect(beta.fileFrom(file!, [part!]).toString()).toContain('Dear sister');
    expect(() => beta.fileFrom({ ...file!, sha256: 'A'.repeat(43) }, [part!])).toThrow('another file');
  });

  it('reads the vectors of receipt and capability, and computes the names of keys', () => {
    const alpha = new OtherSociety('ALPHA', keys.ALPHA.private, () => keys.now);
    const { request } = read<{ request: Post }>('enquiry');
    expect(alpha.readReceipt(read<{ jws: string }>('receipt').jws, request, keys.BETA.public)).toEqual({
      decision: 'received',
      audit: 17,
    });
    const { jws, capability } = read<{ jws: string; capability: object }>('capability');
    expect(alpha.readCapability(jws, keys.BETA.public)).toEqual(capability);
    expect(alpha.publicKeys.map(({ kid }) => kid)).toEqual(keys.ALPHA.public.map(({ kid }) => kid));
  });
});
