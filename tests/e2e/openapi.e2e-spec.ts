import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

  it('describes each body under a name of its own: of two classes with one name, one would stand for both', () => {
    const names = sources('apps/api/src').flatMap((text) => [...text.matchAll(/^(?:export )?class (\w+Dto)\b/gm)]);
    const twice = names.map(([, name]) => name).filter((name, at, all) => all.indexOf(name) !== at);
    expect(names.length).toBeGreaterThan(100);
    expect(twice).toEqual([]);
  });
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
