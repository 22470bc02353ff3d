import type { Role } from './actor.js';

/** Commander and duty officer: whoever runs the operation. */
const OPERATIONS: readonly Role[] = ['commander', 'dutyOfficer'];
/** A commander's decisions, which nobody takes for him. */
const COMMANDER: readonly Role[] = ['commander'];
/** Those of his missions, too, are the team lead's to report on; the decisions narrow him to them. */
const OPERATIONS_AND_LEADS: readonly Role[] = ['commander', 'dutyOfficer', 'teamLead'];
/** What a deployed officer may say too, and of himself alone; the decisions narrow him to that. */
const ANYONE_THERE: readonly Role[] = ['commander', 'dutyOfficer', 'teamLead', 'deployedOfficer'];
const OPERATOR: readonly Role[] = ['operator'];

/**
 * Who may give which command (RULE.md section 1, Roles): the one table that the routes, the handlers and the
 * authorization matrix read. A role that stands here may still be narrowed by the decision itself: to a scope, to his
 * own records, or (closing a roll call as complete) to the commander.
 */
export const COMMAND_ROLES = {
  EstablishMission: OPERATIONS,
  OpenDutyPost: OPERATIONS,
  CloseDutyPost: OPERATIONS,
  SuspendMission: OPERATIONS,
  AnnounceSuspension: OPERATIONS,
  ResumeMission: OPERATIONS,
  EndMission: OPERATIONS,

  RegisterOfficer: OPERATIONS,
  CorrectOfficer: OPERATIONS,
  RecordContactChannel: OPERATIONS,
  RecordOfficerRank: OPERATIONS,

  BeginDeployment: OPERATIONS,
  ExtendDeployment: OPERATIONS,
  CurtailDeployment: OPERATIONS,
  EndDeployment: OPERATIONS,
  ReinstateDeployment: OPERATIONS,
  StartAssignment: OPERATIONS,
  EndAssignment: OPERATIONS,
  StartLeave: OPERATIONS,
  EndLeave: OPERATIONS,
  StartTransit: OPERATIONS,
  ObserveArrival: OPERATIONS,

  OpenIncident: OPERATIONS,
  RefineHazard: OPERATIONS,
  LogNote: OPERATIONS,
  CloseIncident: OPERATIONS,
  ReopenIncident: OPERATIONS,

  OpenRollCall: OPERATIONS,
  AddToRollCall: OPERATIONS,
  ExcludeFromRollCall: COMMANDER,
  ReverseExclusion: OPERATIONS,
  AdoptPolicy: COMMANDER,
  CloseRollCall: OPERATIONS,
  ReopenRollCall: OPERATIONS,

  RecordCheckIn: ANYONE_THERE,
  RecordCheckIns: OPERATIONS_AND_LEADS,
  RecordContactAttempt: OPERATIONS_AND_LEADS,
  DeclareMissing: COMMANDER,
  WithdrawMissing: COMMANDER,
  ReportDeath: OPERATIONS,
  ConfirmDeath: COMMANDER,
  RefuteDeathReport: COMMANDER,
  RecordNextOfKinNotified: OPERATIONS,
  SignalDuress: ANYONE_THERE,
  ClearDuress: COMMANDER,
  ResolveConflict: OPERATIONS,
  CorrectEntry: OPERATIONS_AND_LEADS,
  RetractEntry: OPERATIONS_AND_LEADS,
  AnnotateEntry: OPERATIONS_AND_LEADS,

  GrantAccessToken: OPERATOR,
  IssueSignInLink: OPERATOR,
  RevokeAccessToken: OPERATOR,

  IssuePersonalLinks: OPERATIONS,
  RevokePersonalLink: OPERATIONS,

  EraseTexts: OPERATOR,
} satisfies Record<string, readonly Role[]>;

export type CommandName = keyof typeof COMMAND_ROLES;

export const COMMANDS = Object.keys(COMMAND_ROLES) as readonly CommandName[];
