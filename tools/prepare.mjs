// What has to be done before the built code can run. Node only: nothing is installed yet when this runs.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const BUILD_STAMP = join(ROOT, 'dist', '.built');
export const MAIN = join(ROOT, 'dist', 'apps', 'cli', 'src', 'main.js');
process.chdir(ROOT);

export function withNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`Relink needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exit(2);
}

/**
 * The Node that comes with Relink, which is maintained and the one it is tested with; where there is none for this platform, the one
 * at hand. See docs/adr/0025.
 */
export function ownNode() {
  const own = join(ROOT, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  return existsSync(own) ? own : process.execPath;
}

/** Runs `relink` with Relink's own Node, in a process of its own where this is another one: that is told what this one is told. */
export async function relink(...args) {
  process.argv.splice(1, Infinity, MAIN, ...args);
  if (ownNode() === process.execPath) return import(pathToFileURL(MAIN).href);
  const child = spawn(ownNode(), process.argv.slice(1), { stdio: 'inherit' });
  // A terminal tells both.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', ({ code }) => {
    process.stderr.write(`Relink's own Node cannot be started (${code}). Run "npm ci" once more.\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code) => (process.exitCode = code ?? 1));
}

/** npm writes what it installed into node_modules/.package-lock.json; an older one belongs to an older lockfile. */
export function needsInstall() {
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return true;
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).some(
    ([path, { version, optional, devOptional }]) =>
      path && !optional && !devOptional && present[path]?.version !== version,
  );
}

export function needsBuild() {
  if (!existsSync(BUILD_STAMP)) return true;
  const built = statSync(BUILD_STAMP).mtimeMs;
  const sources = ['apps', 'libs', 'migrations', 'package.json', 'tsconfig.json', 'tsconfig.build.json', 'tools'];
  return sources.some((path) => newerThan(join(ROOT, path), built));
}

function newerThan(path, time) {
  const stat = statSync(path);
  if (stat.isDirectory()) return readdirSync(path).some((name) => newerThan(join(path, name), time));
  return stat.mtimeMs > time;
}

/** Runs a step and ends with its code where it fails. */
export function run(title, command, args, options = {}) {
  process.stdout.write(`${title} …\n`);
  const { status, signal, error } = spawnSync(command, args, { stdio: 'inherit', cwd: ROOT, ...options });
  if (status === 0) return;
  process.stderr.write(`${title} failed${error ? `: ${error.message}` : signal ? ` (${signal})` : ''}.\n`);
  process.exit(status ?? 1);
}
