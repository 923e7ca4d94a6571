// Installs what is missing and runs everything: format, lint, types, boundaries, unit, e2e, security, faults, browser.
//   npm test                 all of it
//   npm test -- unit e2e     only these steps
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { needsBuild, needsInstall, ownNode, ROOT, run, withNode } from './prepare.mjs';

withNode();
if (needsInstall()) run('Installing', 'npm', ['ci', '--no-audit', '--no-fund']);

const node = ownNode();
const bin = (path) => join(ROOT, 'node_modules', path);
const jest = (...projects) => [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  bin('jest/bin/jest.js'),
  '--selectProjects',
  ...projects,
];

/** Programs from the system that tests need: found, installed by apt where we may, or asked for in one line. */
function needsProgram(names, debianPackage) {
  const found = names.find((name) => spawnSync('which', [name]).status === 0);
  if (found) return found;
  if (process.getuid?.() === 0 && spawnSync('which', ['apt-get']).status === 0) {
    spawnSync('apt-get', ['update'], { stdio: 'ignore' });
    run(`Installing ${debianPackage}`, 'apt-get', ['install', '-y', '-q', debianPackage], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return names[0];
  }
  process.stderr.write(
    `The tests need ${names.join(' or ')}. Install it, on Debian with: sudo apt-get install ${debianPackage}\n`,
  );
  process.exit(2);
}

/** Where the tests that open pages find their browser. */
function withChromium() {
  const chromium =
    process.env.RELINK_TEST_CHROMIUM ?? needsProgram(['chromium', 'chromium-browser', 'google-chrome'], 'chromium');
  const path = existsSync(chromium) ? chromium : spawnSync('which', [chromium]).stdout.toString().trim();
  return { env: { ...process.env, RELINK_TEST_CHROMIUM: path } };
}

const needsRedis = () => needsProgram(['redis-server', 'valkey-server'], 'redis-server');

const build = () => {
  if (needsBuild()) run('Building', node, ['tools/build.mjs']);
};

const STEPS = {
  format: () => run('Format', node, [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']),
  lint: () => run('Lint', node, ['--max-old-space-size=4096', bin('eslint/bin/eslint.js'), '--max-warnings', '0', '.']),
  types: () => {
    run('Types', node, [bin('typescript/bin/tsc'), '--noEmit']);
    run('Types of the console', node, [bin('typescript/bin/tsc'), '--noEmit', '-p', 'apps/console/tsconfig.json']);
  },
  boundaries: () =>
    run('Boundaries', node, [
      bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--output-type',
      'err',
      'apps',
      'libs',
      'migrations',
    ]),
  unused: () => run('Unused code', node, [bin('knip/bin/knip.js')]),
  build,
  unit: () => run('Unit tests', node, jest('unit')),
  e2e: () => {
    build();
    needsRedis();
    needsProgram(['w3m'], 'w3m');
    run('End-to-end and security tests', node, jest('e2e', 'security'), withChromium());
  },
  faults: () => {
    build();
    needsRedis();
    run('Fault tests', node, [...jest('faults'), '--runInBand']);
  },
  browser: () => {
    build();
    needsRedis();
    run('Browser tests', node, [...jest('browser'), '--runInBand'], withChromium());
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  process.stderr.write(`There is no step "${unknown.join(', ')}". The steps are: ${Object.keys(STEPS).join(', ')}\n`);
  process.exit(2);
}
const started = Date.now();
const took = [];
for (const [name, step] of Object.entries(STEPS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const begun = Date.now();
  step();
  took.push(`${name} ${Math.round((Date.now() - begun) / 1_000)} s`);
}
process.stdout.write(`\nEverything passed in ${Math.round((Date.now() - started) / 1_000)} s (${took.join(', ')}).\n`);
