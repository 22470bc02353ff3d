import { readFileSync } from 'node:fs';
import { transformSync } from '@swc/core';

/** A source as JavaScript, unchecked: the same as the compiler makes of it, in a hundredth of the time. */
export function compiled(filename) {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    configFile: false,
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        verbatimModuleSyntax: true,
      },
    },
  });
  return code;
}
