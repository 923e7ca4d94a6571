// Runs the `relink` command from the build: npm run -s relink -- audit verify
import { existsSync } from 'node:fs';
import { MAIN, relink } from './prepare.mjs';

if (!existsSync(MAIN)) {
  process.stderr.write('Relink is not built yet. Run "npm start" once, or "npm ci && npm run build".\n');
  process.exit(2);
}
await relink(...process.argv.slice(2));
