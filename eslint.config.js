import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const houseRules = {
  eqeqeq: 'error',
  'max-lines': ['error', { max: 300 }],
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
};

const typedRules = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true },
  ],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // A Nest module is an empty class that only carries its decorator.
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  // Answers and options are declared as classes for Nest and OpenAPI to read, and are plain objects all the same.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  '@typescript-eslint/no-misused-spread': 'off',
  // Leaving a member out is what the rest of an object is for.
  '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
  // A port answers with a promise even where one of its engines has nothing to wait for.
  '@typescript-eslint/require-await': 'off',
  'no-restricted-syntax': [
    'error',
    {
      selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
      message: 'A cast through unknown hides a type error: narrow the value instead.',
    },
  ],
};

export default defineConfig(
  { ignores: ['dist/', 'build/', 'coverage/', 'data/', 'messages/messages.d.ts', 'web/src/api/schema.d.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { languageOptions: { globals: globals.node }, rules: houseRules },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typedRules,
  },
  {
    files: ['web/src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    languageOptions: { globals: globals.browser },
  },
  { files: ['device/**/*.ts'], languageOptions: { globals: globals.browser } },
  {
    files: ['src/**/*.ts', 'bench/**/*.ts', 'web/src/**/*.{ts,tsx}', 'device/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 60 }] },
  },
);
