// One command on a fresh checkout: installs and builds what is missing, then starts Relink.
import { needsBuild, needsInstall, run, withNode } from './prepare.mjs';

withNode();
if (needsInstall()) run('Installing', 'npm', ['ci', '--no-audit', '--no-fund']);
if (needsBuild()) run('Building', process.execPath, ['tools/build.mjs']);
process.argv.splice(2, 0, 'up');
await import('../dist/apps/cli/src/main.js');
