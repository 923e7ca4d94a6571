// What has to be done before the built code can run. Node only: nothing is installed yet when this runs.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const BUILD_STAMP = join(ROOT, 'dist', '.built');
process.chdir(ROOT);

export function withNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`Relink needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exit(2);
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
