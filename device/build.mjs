import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Each is one file with all that it needs, so that no page waits twice. */
async function one(name, file, emptyOutDir = false) {
  await build({
    configFile: false,
    root: here('.'),
    publicDir: false,
    logLevel: 'warn',
    build: {
      ...{ outDir: here('../dist/device/'), emptyOutDir, target: 'es2022', modulePreload: false },
      rolldownOptions: { input: here(`${name}.ts`), output: { entryFileNames: file } },
    },
  });
}

await one('check-in', '[name]-[hash].js', true);
await one('roll-call', '[name]-[hash].js');
// Browsers look for it again under its name.
await one('worker', '[name].js');
