import { Act } from '../../parts/form/Act.js';
import { textShown } from '../../parts/TextShown.js';
import { useSay } from '../../words/spoken.js';
import { instant, line, reason } from './common-fields.js';
import type { MissionInFull } from './questions.js';

interface OfMission {
  readonly mission: MissionInFull;
}

export function OpenDutyPost({ mission: { mission, revision } }: OfMission) {
  const say = useSay();
  return (
    <Act
      command="OpenDutyPost"
      title={say('setup.act.OpenDutyPost')}
      seen={revision}
      fields={[line('name'), line('place', { optional: true })]}
      body={(entered) => ({ mission, name: entered.of('name'), ...entered.given('place') })}
    />
  );
}

export function CloseDutyPost({ mission: { mission, revision, posts } }: OfMission) {
  const say = useSay();
  const open = posts.filter((post) => post.open);
  if (open.length === 0) return null;
  const options = open.map(({ post, name }) => ({ value: post, label: textShown(name, say) }));
  return (
    <Act
      command="CloseDutyPost"
      title={say('setup.act.CloseDutyPost')}
      seen={revision}
      fields={[{ kind: 'choice', name: 'post', label: 'setup.field.post', options }, reason()]}
      body={(entered) => ({ mission, post: entered.of('post'), reason: entered.of('reason') })}
    />
  );
}

export function SuspendMission({ mission: { mission, revision, zone } }: OfMission) {
  const say = useSay();
  return (
    <Act
      command="SuspendMission"
      title={say('setup.act.SuspendMission')}
      intro={say('setup.three-instants')}
      seen={revision}
      fields={[
        instant('decidedAt', zone),
        instant('effectiveAt', zone),
        instant('announcedAt', zone, { optional: true }),
        reason(),
      ]}
      body={(entered) => ({
        mission,
        decidedAt: entered.of('decidedAt'),
        effectiveAt: entered.of('effectiveAt'),
        ...entered.given('announcedAt'),
        reason: entered.of('reason'),
      })}
    />
  );
}

export function AnnounceSuspension({ mission: { mission, revision, zone } }: OfMission) {
  const say = useSay();
  return (
    <Act
      command="AnnounceSuspension"
      title={say('setup.act.AnnounceSuspension')}
      seen={revision}
      fields={[instant('announcedAt', zone)]}
      body={(entered) => ({ mission, announcedAt: entered.of('announcedAt') })}
    />
  );
}

export function ResumeMission({ mission: { mission, revision, zone } }: OfMission) {
  const say = useSay();
  return (
    <Act
      command="ResumeMission"
      title={say('setup.act.ResumeMission')}
      seen={revision}
      fields={[instant('effectiveAt', zone), reason()]}
      body={(entered) => ({ mission, effectiveAt: entered.of('effectiveAt'), reason: entered.of('reason') })}
    />
  );
}

export function EndMission({ mission: { mission, revision, zone } }: OfMission) {
  const say = useSay();
  return (
    <Act
      command="EndMission"
      title={say('setup.act.EndMission')}
      seen={revision}
      fields={[instant('effectiveAt', zone), reason()]}
      body={(entered) => ({ mission, effectiveAt: entered.of('effectiveAt'), reason: entered.of('reason') })}
    />
  );
}
