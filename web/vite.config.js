import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { IntlMessageFormat } from 'intl-messageformat';
import { defineConfig } from 'vite';

const OUT = fileURLToPath(new URL('../dist/web/', import.meta.url));

/** What is worth compressing: once, here, and not for each who asks. */
const TEXT = /\.(?:js|css|html|svg|json)$/;

/** Puts a `.br` and a `.gz` beside each file of text, for the server to send. */
function compressed() {
  return {
    name: 'compressed',
    closeBundle() {
      for (const name of readdirSync(OUT, { recursive: true })) {
        if (!TEXT.test(name)) continue;
        const content = readFileSync(join(OUT, name));
        writeFileSync(join(OUT, `${name}.gz`), gzipSync(content, { level: 9 }));
        writeFileSync(
          join(OUT, `${name}.br`),
          brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
        );
      }
    },
  };
}

const MESSAGES = /\/messages\/(?:en|fr)\/\w+\.json$/;

/** Reads the patterns of messages here, so that no browser needs their parser; what has no arguments stays a text. */
function parsedMessages() {
  return {
    name: 'parsed-messages',
    enforce: 'pre',
    transform(source, id) {
      if (!MESSAGES.test(id)) return undefined;
      const parsed = Object.entries(JSON.parse(source)).map(([key, pattern]) => {
        const elements = new IntlMessageFormat(pattern, 'en', undefined, { captureLocation: false }).getAst();
        return [
          key,
          elements.every(({ type }) => type === LITERAL) ? elements.map(({ value }) => value).join('') : elements,
        ];
      });
      return JSON.stringify(Object.fromEntries(parsed));
    },
  };
}

/** What the parser calls the type of a part that is only text. */
const LITERAL = 0;

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2023',
    // An inlined asset is a data: address, which the content security policy forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      onwarn(warning, warn) {
        // Written for servers that render; here everything runs in the browser.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  resolve: { alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' } },
  plugins: [parsedMessages(), compressed()],
});
