#!/usr/bin/env node
// Starts the built command line on the Node that Muster is pinned to. Plain JavaScript that any Node from 20 on can
// read, because this file is what runs before the right Node does: the embedded log's native module would crash there.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PINNED_MAJOR = 24;
const EXIT_CANNOT_START = 2;
const commandLine = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

function refuse(reason) {
  process.stderr.write(`muster: ${reason}\n`);
  process.exit(EXIT_CANNOT_START);
}

/** The path of the pinned Node, or undefined where it is not installed. */
function pinnedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json');
    const binary = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** Signals that reach only this process are handed on; a terminal sends its own to both already. */
function passSignalsTo(child) {
  const fromTerminal = process.stdin.isTTY === true;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !fromTerminal) child.kill(signal);
    });
  }
}

function runOn(binary) {
  const child = spawn(binary, [commandLine, ...process.argv.slice(2)], { stdio: 'inherit' });
  passSignalsTo(child);
  child.on('error', (error) => refuse(`the pinned Node could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? code : 128 + constants.signals[signal]);
  });
}

if (!existsSync(commandLine)) {
  refuse('it is not built yet. In a checkout, run: npm ci && npm run build');
}
if (Number.parseInt(process.versions.node, 10) === PINNED_MAJOR) {
  await import(pathToFileURL(commandLine).href);
} else {
  const binary = pinnedNode();
  if (binary === undefined) {
    refuse(
      `it runs on Node ${PINNED_MAJOR}, this is Node ${process.versions.node}, and the pinned Node is not installed ` +
        `beside it. Start it with Node ${PINNED_MAJOR}, or run npm ci in the checkout.`,
    );
  }
  runOn(binary);
}
