// Compiles the apps and libs, copies the data files beside them, and builds the console.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_STAMP, ROOT, run } from './prepare.mjs';

const bin = (name) => join(ROOT, 'node_modules', name);
run('Compiling', process.execPath, [bin('typescript/bin/tsc'), '-p', 'tsconfig.build.json']);

// Policies, texts and tables are files of their own; the compiled code finds them where the source does.
const DATA_FOLDERS = ['policies', 'texts', 'tables', 'data'];
for (const lib of readdirSync(join(ROOT, 'libs'))) {
  for (const folder of DATA_FOLDERS) {
    const source = join(ROOT, 'libs', lib, folder);
    const target = join(ROOT, 'dist', 'libs', lib, folder);
    rmSync(target, { recursive: true, force: true });
    if (existsSync(source)) cpSync(source, target, { recursive: true });
  }
}

for (const folder of ['templates', 'public']) {
  const target = join(ROOT, 'dist', 'apps', 'portal', folder);
  rmSync(target, { recursive: true, force: true });
  cpSync(join(ROOT, 'apps', 'portal', folder), target, { recursive: true });
}

run('Building the console', process.execPath, [
  bin('vite/bin/vite.js'),
  'build',
  '--config',
  'apps/console/vite.config.ts',
  '--logLevel',
  'warn',
]);
mkdirSync(join(ROOT, 'dist'), { recursive: true });
writeFileSync(BUILD_STAMP, '');
