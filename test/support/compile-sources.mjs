import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compiled } from './typescript.mjs';

/** `node` this file, a checkout and an empty folder: puts the application there, to be started as `dist/main.js`. */
const [, , root, place] = process.argv;

const sources = join(root, 'src');
for (const name of readdirSync(sources, { recursive: true })) {
  if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
  const file = join(place, 'dist', name.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, compiled(join(sources, name)));
}
symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
cpSync(join(root, 'package.json'), join(place, 'package.json'));
cpSync(join(root, 'messages'), join(place, 'messages'), { recursive: true });
