// One command on a fresh checkout: installs and builds what is missing, then starts Relink.
import { needsBuild, needsInstall, relink, run, withNode } from './prepare.mjs';

withNode();
if (needsInstall()) run('Installing', 'npm', ['ci', '--no-audit', '--no-fund']);
if (needsBuild()) run('Building', process.execPath, ['tools/build.mjs']);
await relink('up', ...process.argv.slice(2));
