import { describe, expect, it } from '@jest/globals';
import { muster } from './support.js';

const COMMANDS = ['serve', 'demo', 'board', 'checkin', 'replay', 'play', 'verify', 'rebuild'];
const TOKEN_COMMANDS = ['token create', 'token list', 'token revoke'];

describe('the command line', () => {
  it.each([['--help'], ['-h'], ['help']])('lists every command for %s', async (asked) => {
    const { code, out, err } = await muster([asked]);
    expect([code, err]).toEqual([0, '']);
    for (const name of [...COMMANDS, ...TOKEN_COMMANDS]) expect(out).toContain(`\n  ${name} `);
  });

  it('is used wrongly without a command, and then lists them too', async () => {
    const { code, out } = await muster([]);
    expect(code).toBe(2);
    expect(out).toBe((await muster(['--help'])).out);
  });

  it.each([...COMMANDS, ...TOKEN_COMMANDS])('helps with %s', async (name) => {
    const { code, out, err } = await muster([...name.split(' '), '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`^Usage: muster ${name} `));
    expect(out).toContain('--json');
  });

  it('helps with the group of the token commands', async () => {
    const { code, out } = await muster(['token', '--help']);
    expect(code).toBe(0);
    for (const name of TOKEN_COMMANDS) expect(out).toContain(name);
    expect(out).not.toContain('serve');
  });

  it.each([
    ['a command that there is not', ['bord', 'x'], "unknown command 'bord'"],
    ['an option before any command', ['--json', 'board'], "unknown option '--json'"],
    ['a group without a command', ['token'], "unknown command 'token'"],
    ['a command that its group does not have', ['token', 'make'], "unknown command 'token make'"],
    ['an option that the command does not have', ['board', 'x', '--asof', 'y'], "unknown option '--asof'"],
    ['no operand where one is due', ['board'], 'ROLLCALL is missing'],
    ['no file to play', ['play', '--json'], 'FILE is missing'],
    ['an operand too many', ['board', 'x', 'y'], "unexpected argument 'y'"],
    ['an option without its value', ['verify', '--data'], "option '--data <value>' argument missing"],
    ['a value where none is due', ['verify', '--json=yes'], "option '--json' does not take an argument"],
    ['no role for a token', ['token', 'create', '--name', 'Night watch'], '--role is missing'],
    ['a blank value', ['token', 'create', '--name', ' ', '--role', 'auditor'], '--name is blank'],
    ['an instant without an offset', ['board', 'x', '--as-of', '2020-01-07T23:00:00'], '--as-of must be an instant'],
    ['no position either', ['board', 'x', '--known-at', 'yesterday at noon'], '--known-at must be an instant'],
    ['a replay of no point', ['replay', 'x', '--to-as-of', '2020-01-07T23:00:00Z'], 'say which point'],
    ['a port that is none', ['demo', '--port', '70000'], '--port must be a number'],
    [
      'an engine that there is not',
      ['play', 'x.yaml', '--engine', 'paper'],
      '--engine must be one of memory, sqlite, kurrentdb',
    ],
    ['an engine without its server', ['play', 'x.yaml', '--engine', 'kurrentdb'], '--engine kurrentdb needs --server'],
    ['a server for another engine', ['play', 'x.yaml', '--server', 'kurrentdb://localhost'], '--server goes with'],
    [
      'a server that is no connection string',
      ['play', 'x.yaml', '--engine', 'kurrentdb', '--server', 'http://localhost'],
      'a connection string begins with kurrentdb://',
    ],
  ])('refuses %s with the usage, as wrong', async (_case, args, fault) => {
    const { code, out, err } = await muster(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(fault);
    expect(err).toContain('--help says more');
  });

  it('takes a grade from 1 to 5 alone', async () => {
    const args = ['checkin', 'x', '--condition', 'SAFE', '--observed-at', '2020-01-07T23:00:00Z', '--channel', 'PHONE'];
    expect((await muster([...args, '--grade', '6'])).err).toContain('--grade must be a number from 1 to 5');
  });

  it('says how to give a secret that begins with a dash', async () => {
    const { code, err } = await muster(['board', 'x', '--token', '-secret']);
    expect(code).toBe(2);
    expect(err).toContain("'--token=-");
  });

  it('takes what follows two dashes for no option', async () => {
    expect((await muster(['board', '--', '--help'])).err).toContain('say who you are');
  });
});
