import type { Schemas } from '../../api/client.js';
import { Act } from '../../parts/form/Act.js';
import { useSay } from '../../words/spoken.js';
import { instant, line, placeFields, reason, zoneOf } from './common-fields.js';
import { usePlaces } from './questions.js';

interface OfOfficer {
  readonly officer: Schemas['OfficerAnswer'];
}

/** How people are reached; anything else may be typed. */
const CHANNELS = ['PHONE', 'SATELLITE PHONE', 'RADIO', 'EMAIL', 'APP'];

export function BeginDeployment({ officer: { officer, tours } }: OfOfficer) {
  const say = useSay();
  const places = usePlaces();
  if (tours.some(({ endedAt }) => endedAt === undefined)) return null;
  return (
    <Act
      command="BeginDeployment"
      title={say('setup.act.BeginDeployment')}
      {...(places.missions.length === 0 ? { intro: say('setup.missions.none') } : {})}
      fields={(typed) => [
        ...placeFields(places, typed, say),
        line('position', { optional: true }),
        instant('beganAt', zoneOf(places, typed)),
        instant('plannedEndAt', zoneOf(places, typed)),
      ]}
      body={(entered) => ({
        officer,
        mission: entered.of('mission'),
        ...entered.given('post', 'position'),
        beganAt: entered.of('beganAt'),
        plannedEndAt: entered.of('plannedEndAt'),
      })}
    />
  );
}

export function RecordOfficerRank({ officer: { officer, revision } }: OfOfficer) {
  const say = useSay();
  return (
    <Act
      command="RecordOfficerRank"
      title={say('setup.act.RecordOfficerRank')}
      seen={revision}
      fields={[line('rank'), instant('effectiveAt', undefined)]}
      body={(entered) => ({ officer, rank: entered.of('rank'), effectiveAt: entered.of('effectiveAt') })}
    />
  );
}

export function RecordContactChannel({ officer: { officer, revision } }: OfOfficer) {
  const say = useSay();
  return (
    <Act
      command="RecordContactChannel"
      title={say('setup.act.RecordContactChannel')}
      seen={revision}
      fields={[line('channel', { suggestions: CHANNELS }), line('address')]}
      body={(entered) => ({ officer, channel: entered.of('channel'), address: entered.of('address') })}
    />
  );
}

export function CorrectOfficer({ officer: { officer, revision, name, homeAgency, language } }: OfOfficer) {
  const say = useSay();
  const was = { name: name?.text ?? '', homeAgency, language: language ?? '' };
  return (
    <Act
      command="CorrectOfficer"
      title={say('setup.act.CorrectOfficer')}
      intro={say('setup.correct-only-what-differs')}
      seen={revision}
      fields={[
        line('name', { optional: true, initial: was.name }),
        line('homeAgency', { optional: true, initial: was.homeAgency }),
        line('language', { optional: true, initial: was.language }),
        reason(),
      ]}
      body={(entered) => {
        const names = (['name', 'homeAgency', 'language'] as const).filter((one) => entered.of(one) !== was[one]);
        return { officer, ...entered.given(...names), reason: entered.of('reason') };
      }}
    />
  );
}
