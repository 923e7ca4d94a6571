import react from '@vitejs/plugin-react';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/** The groups of texts that screens before the sign-in use. */
const BEFORE_SIGN_IN = /^(sign-in|enrol|problem|preferences|appearance|action|state|form|broken)\./;

/** `en.json?before-sign-in`: only the texts needed before anyone is signed in, so that the first load stays small. */
const textsBeforeSignIn: Plugin = {
  name: 'texts-before-sign-in',
  enforce: 'pre',
  async load(id) {
    const [file, query] = id.split('?');
    if (query !== 'before-sign-in' || !file) return undefined;
    this.addWatchFile(file);
    const texts = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    const few = Object.fromEntries(Object.entries(texts).filter(([key]) => BEFORE_SIGN_IN.test(key)));
    return { code: `export default ${JSON.stringify(few)};`, moduleType: 'js' };
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react(), textsBeforeSignIn],
  build: {
    outDir: fileURLToPath(new URL('../../dist/apps/console', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Inlined assets would be data: addresses, which the content security policy allows for images only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: {
    host: '127.0.0.1',
    port: 4310,
    proxy: { '/api': { target: 'http://127.0.0.1:4300' } },
  },
});
