import { Act } from '../../parts/form/Act.js';
import { useSay } from '../../words/spoken.js';
import { instant, reason } from './common-fields.js';
import type { TourInFull } from './questions.js';

export interface OfTour {
  readonly deployment: string;
  readonly tour: TourInFull;
  readonly revision: number | undefined;
}

export function ExtendDeployment({ deployment, revision }: OfTour) {
  const say = useSay();
  return (
    <Act
      command="ExtendDeployment"
      title={say('setup.act.ExtendDeployment')}
      seen={revision}
      fields={[instant('plannedEndAt', undefined), reason()]}
      body={(entered) => ({ deployment, plannedEndAt: entered.of('plannedEndAt'), reason: entered.of('reason') })}
    />
  );
}

export function CurtailDeployment({ deployment, revision }: OfTour) {
  const say = useSay();
  return (
    <Act
      command="CurtailDeployment"
      title={say('setup.act.CurtailDeployment')}
      seen={revision}
      fields={[instant('plannedEndAt', undefined), reason()]}
      body={(entered) => ({ deployment, plannedEndAt: entered.of('plannedEndAt'), reason: entered.of('reason') })}
    />
  );
}

export function EndDeployment({ deployment, revision }: OfTour) {
  const say = useSay();
  return (
    <Act
      command="EndDeployment"
      title={say('setup.act.EndDeployment')}
      intro={say('setup.ended-stays-in')}
      seen={revision}
      fields={[instant('endedAt', undefined), reason()]}
      body={(entered) => ({ deployment, endedAt: entered.of('endedAt'), reason: entered.of('reason') })}
    />
  );
}

export function ReinstateDeployment({ deployment, revision }: OfTour) {
  const say = useSay();
  return (
    <Act
      command="ReinstateDeployment"
      title={say('setup.act.ReinstateDeployment')}
      intro={say('setup.reinstate-says')}
      seen={revision}
      fields={[reason()]}
      body={(entered) => ({ deployment, reason: entered.of('reason') })}
    />
  );
}
