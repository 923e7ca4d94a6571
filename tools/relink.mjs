// Runs the `relink` command from the build: npm run -s relink -- audit verify
import { existsSync } from 'node:fs';

const main = new URL('../dist/apps/cli/src/main.js', import.meta.url);
if (!existsSync(main)) {
  process.stderr.write('Relink is not built yet. Run "npm start" once, or "npm ci && npm run build".\n');
  process.exit(2);
}
await import(main.href);
