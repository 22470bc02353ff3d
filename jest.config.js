const longToo = process.env.JEST_LONG === '1';
// They look at what is built, through a real browser.
const inBrowser = process.env.JEST_BROWSER === '1';

const swc = {
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
      verbatimModuleSyntax: true,
    },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Milliseconds: a loaded machine takes its time, and a test that hangs is found all the same.
  testTimeout: 60_000,
  // Never in Jest's own process, which keeps the modules of every spec that it has run until it has no memory left.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', '<rootDir>/test/support/skipped-reporter.mjs'],
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/device/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(longToo ? [] : ['\\.long\\.spec\\.ts$']),
    ...(inBrowser ? [] : ['<rootDir>/test/browser/']),
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/build/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', swc] },
  // The sources name the compiled file, as Node wants it; the tests run the source beside it.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'] },
};
