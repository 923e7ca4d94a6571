import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeApi } from '../../apps/api/src/openapi.js';
import { Deployment } from '../support/deployment.js';

describe('The API document', () => {
  let relink: Deployment;
  beforeAll(async () => {
    relink = await Deployment.start({ worker: false });
  });
  afterAll(() => relink.stop());

  it('is the one in docs/openapi.json; after a change run "npm run docs"', () => {
    const kept: unknown = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));
    expect(JSON.parse(JSON.stringify(describeApi(relink.app)))).toEqual(kept);
  });

  it('names no schema that it does not hold', () => {
    const document = describeApi(relink.app);
    const references = JSON.stringify(document).match(/#\/components\/schemas\/[^"]*/g) ?? [];
    const missing = references.filter(
      (reference) => !document.components?.schemas?.[reference.slice('#/components/schemas/'.length)],
    );
    expect(references.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });
});
