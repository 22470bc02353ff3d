import type { MissionEvent } from '../../../missions/mission.events.js';
import type { Messages } from '../telling.js';
import { around, because, clock, mission, post, quoted, sentence } from './phrases.js';

export const MISSION: Pick<Messages, MissionEvent['type']> = {
  MissionEstablished: (told) => sentence(`${mission(told)} was established`),
  MissionSuspended: (told) => {
    const { decidedAt, effectiveAt, announcedAt } = told.data;
    const announced = announcedAt === undefined ? '' : `, announced ${clock(told, announcedAt)}`;
    const when = `decided ${clock(told, decidedAt)}, effective ${clock(told, effectiveAt)}${announced}`;
    return because(told, `${mission(told)} was suspended: ${when}`);
  },
  MissionSuspensionAnnounced: (told) =>
    sentence(`the suspension of ${mission(told)} was made public ${clock(told, told.data.announcedAt)}`),
  MissionResumed: (told) =>
    because(told, `it was decided to resume ${mission(told)}, effective ${clock(told, told.data.effectiveAt)}`),
  MissionEnded: (told) => because(told, `${mission(told)} ended ${clock(told, told.data.effectiveAt)}`),
  DutyPostOpened: (told) => {
    const place = around(' in ', quoted(told, 'place'));
    return sentence(`${post(told, told.data.post)}${place} was opened as a duty post of ${mission(told)}`);
  },
  DutyPostClosed: (told) => because(told, `${post(told, told.data.post)}, a duty post of ${mission(told)}, was closed`),
};
