import { ROLES, type Role } from './actor.js';
import { COMMAND_ROLES, COMMANDS, type CommandName } from './authority.js';

const COMMANDERS_DECISIONS: readonly CommandName[] = [
  'DeclareMissing',
  'WithdrawMissing',
  'ConfirmDeath',
  'RefuteDeathReport',
  'ClearDuress',
  'ExcludeFromRollCall',
  'AdoptPolicy',
];
const OF_THE_OPERATOR: readonly CommandName[] = [
  'GrantAccessToken',
  'IssueSignInLink',
  'RevokeAccessToken',
  'EraseTexts',
];

function commandsOf(role: Role): readonly CommandName[] {
  return COMMANDS.filter((command) => COMMAND_ROLES[command].includes(role));
}

describe('who may give which command', () => {
  it('gives the commander everything operational', () => {
    expect(commandsOf('commander')).toEqual(COMMANDS.filter((command) => !OF_THE_OPERATOR.includes(command)));
  });

  it('gives the duty officer that less the commander’s decisions', () => {
    const operational = commandsOf('commander');
    expect(commandsOf('dutyOfficer')).toEqual(operational.filter((command) => !COMMANDERS_DECISIONS.includes(command)));
  });

  it('gives the team lead check-ins, attempts, duress and the entries that he recorded', () => {
    expect(commandsOf('teamLead')).toEqual([
      'RecordCheckIn',
      'RecordCheckIns',
      'RecordContactAttempt',
      'SignalDuress',
      'CorrectEntry',
      'RetractEntry',
      'AnnotateEntry',
    ]);
  });

  it('gives the deployed officer a check-in and duress', () => {
    expect(commandsOf('deployedOfficer')).toEqual(['RecordCheckIn', 'SignalDuress']);
  });

  it('gives who only reads nothing', () => {
    expect([...commandsOf('liaison'), ...commandsOf('auditor')]).toEqual([]);
  });

  it('gives the operator tokens and erasure, and no record of people', () => {
    expect(commandsOf('operator')).toEqual(OF_THE_OPERATOR);
  });

  it('names no command that nobody may give', () => {
    expect(COMMANDS.filter((command) => !ROLES.some((role) => commandsOf(role).includes(command)))).toEqual([]);
  });
});
