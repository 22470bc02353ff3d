import { Body, Controller, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from '../../api/answers.js';
import { TheCaller, type Caller } from '../../api/caller.js';
import { CommandGate } from '../../api/command-gate.js';
import { CommandRoute } from '../../api/command-route.js';
import { FreshQuery } from '../../api/freshness.js';
import { PageQuery } from '../../api/paging.js';
import { READS_ALL } from '../../api/policy.js';
import { IdParam, QueryRoute } from '../../api/query-route.js';
import { present } from '../../kernel/present.js';
import { AnnounceSuspension, AnnounceSuspensionBody } from './commands/announce-suspension.command.js';
import { CloseDutyPost, CloseDutyPostBody } from './commands/close-duty-post.command.js';
import { EndMission, EndMissionBody } from './commands/end-mission.command.js';
import { EstablishMission, EstablishMissionBody } from './commands/establish-mission.command.js';
import { DutyPostAnswer, OpenDutyPost, OpenDutyPostBody } from './commands/open-duty-post.command.js';
import { ResumeMission, ResumeMissionBody } from './commands/resume-mission.command.js';
import { SuspendMission, SuspendMissionBody } from './commands/suspend-mission.command.js';
import { MISSION, POST } from './commands/samples.js';
import { ListMissions } from './queries/list-missions.query.js';
import { MissionAnswer, MissionList } from './queries/mission.answer.js';
import { ShowMission } from './queries/show-mission.query.js';

const SHOWN = {
  mission: MISSION,
  revision: 1,
  name: { text: 'Police training' },
  zone: 'Asia/Baghdad',
  state: 'RUNNING',
};
const POSITION = '0000000000000002';

@ApiTags('Missions')
@Controller()
export class MissionsController {
  constructor(
    private readonly gate: CommandGate,
    private readonly queries: QueryBus,
  ) {}

  @CommandRoute('EstablishMission', {
    summary: 'Establishes a mission.',
    body: EstablishMissionBody,
    example: { mission: MISSION, name: 'Police training', zone: 'Asia/Baghdad' },
    problems: ['already-exists', 'erased'],
  })
  establishMission(@Body() body: EstablishMissionBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(EstablishMission, body, caller);
  }

  @CommandRoute('OpenDutyPost', {
    summary: 'Opens a post at which people of a mission serve.',
    body: OpenDutyPostBody,
    example: { mission: MISSION, post: POST, name: 'Training centre', place: 'Baghdad' },
    problems: ['not-found', 'already-exists', 'erased'],
    answer: DutyPostAnswer,
  })
  openDutyPost(@Body() body: OpenDutyPostBody, @TheCaller() caller: Caller): Promise<DutyPostAnswer> {
    return this.gate.give(OpenDutyPost, body, caller);
  }

  @CommandRoute('CloseDutyPost', {
    summary: 'Closes a post.',
    body: CloseDutyPostBody,
    example: { mission: MISSION, post: POST, reason: 'The building was damaged.' },
    problems: ['not-found', 'closed', 'reason-missing', 'erased'],
  })
  closeDutyPost(@Body() body: CloseDutyPostBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(CloseDutyPost, body, caller);
  }

  @CommandRoute('SuspendMission', {
    summary: 'Suspends a mission; deciding, taking effect and announcing are three instants.',
    body: SuspendMissionBody,
    example: {
      mission: MISSION,
      decidedAt: '2020-01-07T14:00:00Z',
      effectiveAt: '2020-01-07T16:00:00Z',
      reason: 'Tension in the region.',
    },
    problems: [
      'not-found',
      'closed',
      'already-exists',
      'instant-ahead',
      'instants-out-of-order',
      'reason-missing',
      'erased',
    ],
  })
  suspendMission(@Body() body: SuspendMissionBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(SuspendMission, body, caller);
  }

  @CommandRoute('AnnounceSuspension', {
    summary: 'Records that the suspension in force was announced.',
    body: AnnounceSuspensionBody,
    example: { mission: MISSION, announcedAt: '2020-01-08T15:00:00Z' },
    problems: ['not-found', 'not-in-force', 'already-exists', 'instant-ahead', 'instants-out-of-order'],
  })
  announceSuspension(@Body() body: AnnounceSuspensionBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(AnnounceSuspension, body, caller);
  }

  @CommandRoute('ResumeMission', {
    summary: 'Resumes a suspended mission.',
    body: ResumeMissionBody,
    example: { mission: MISSION, effectiveAt: '2020-01-20T06:00:00Z', reason: 'The coalition resumed training.' },
    problems: ['not-found', 'closed', 'not-in-force', 'instants-out-of-order', 'reason-missing', 'erased'],
  })
  resumeMission(@Body() body: ResumeMissionBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(ResumeMission, body, caller);
  }

  @CommandRoute('EndMission', {
    summary: 'Ends a mission for good.',
    body: EndMissionBody,
    example: { mission: MISSION, effectiveAt: '2020-03-31T00:00:00Z', reason: 'The mandate ended.' },
    problems: ['not-found', 'closed', 'instant-ahead', 'reason-missing', 'erased'],
  })
  endMission(@Body() body: EndMissionBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(EndMission, body, caller);
  }

  @QueryRoute('ListMissions', {
    path: 'missions',
    policy: READS_ALL,
    summary: 'The missions, in the order of their establishment.',
    answer: MissionList,
    example: { items: [SHOWN], position: POSITION },
  })
  listMissions(@Query() page: PageQuery, @TheCaller() caller: Caller): Promise<MissionList> {
    return this.queries.execute(new ListMissions(page, caller.actor));
  }

  @QueryRoute('ShowMission', {
    path: 'missions/:id',
    policy: READS_ALL,
    summary: 'A mission with its posts and suspensions.',
    answer: MissionAnswer,
    example: {
      ...SHOWN,
      posts: [{ post: POST, open: true, name: { text: 'Training centre' }, place: { text: 'Baghdad' } }],
      suspensions: [],
      position: POSITION,
    },
    problems: ['not-found'],
    etag: true,
  })
  showMission(
    @Param() { id }: IdParam,
    @Query() { after }: FreshQuery,
    @TheCaller() { actor }: Caller,
  ): Promise<MissionAnswer> {
    return this.queries.execute(new ShowMission({ id, ...present({ after }) }, actor));
  }
}
