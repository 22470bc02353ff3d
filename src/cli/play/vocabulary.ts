/** The words of RULE that a script may use and that the player checks before anything is played. */

export const COMMANDS = [
  'EstablishMission',
  'OpenDutyPost',
  'CloseDutyPost',
  'SuspendMission',
  'AnnounceSuspension',
  'ResumeMission',
  'EndMission',
  'RegisterOfficer',
  'CorrectOfficer',
  'RecordContactChannel',
  'RecordOfficerRank',
  'BeginDeployment',
  'ExtendDeployment',
  'CurtailDeployment',
  'EndDeployment',
  'ReinstateDeployment',
  'StartAssignment',
  'EndAssignment',
  'StartLeave',
  'EndLeave',
  'StartTransit',
  'ObserveArrival',
  'OpenIncident',
  'RefineHazard',
  'LogNote',
  'CloseIncident',
  'ReopenIncident',
  'OpenRollCall',
  'AddToRollCall',
  'ExcludeFromRollCall',
  'ReverseExclusion',
  'AdoptPolicy',
  'CloseRollCall',
  'ReopenRollCall',
  'RecordCheckIn',
  'RecordCheckIns',
  'RecordContactAttempt',
  'DeclareMissing',
  'WithdrawMissing',
  'ReportDeath',
  'ConfirmDeath',
  'RefuteDeathReport',
  'RecordNextOfKinNotified',
  'SignalDuress',
  'ClearDuress',
  'ResolveConflict',
  'CorrectEntry',
  'RetractEntry',
  'AnnotateEntry',
] as const;
export type CommandName = (typeof COMMANDS)[number];

export const CLAIMS = ['UNKNOWN', 'ALL_SAFE', 'ALL_ACCOUNTED', 'NO_KNOWN_CASUALTY', 'PARTIAL'] as const;

export const UNMET_NAMES = [
  'NOT_OPEN',
  'DENOMINATOR',
  'EVIDENCE',
  'MODE',
  'BASIS',
  'FRESHNESS',
  'SAFETY',
  'CURRENCY',
  'WITHHELD',
] as const;

export const ACCOUNTABILITIES = ['UNKNOWN', 'ACCOUNTED', 'STALE', 'CONFLICTED', 'MISSING'] as const;

export const CONDITIONS = [
  'NOT_REPORTED',
  'SAFE',
  'NEEDS_ASSISTANCE',
  'INJURED',
  'DETAINED',
  'DEATH_REPORTED',
  'DECEASED',
] as const;

export const DISPOSITIONS = [
  'AT_POST',
  'IN_TRANSIT',
  'ON_LEAVE',
  'SHELTERING',
  'EVACUATED',
  'HOSPITALISED',
  'REPATRIATED',
] as const;

export const CHANGES = ['member', 'accountability', 'condition', 'disposition'] as const;
