import { unreachable } from '../../../kernel/failure.js';
import type { Recorded, RecordedEvent } from '../../../kernel/event.js';
import { parseStream } from '../../../kernel/stream.js';
import type { DeploymentEvent } from '../../deployments/deployment.events.js';
import type { OfficerEvent } from '../../officers/officer.events.js';
import type { IncidentEvent } from '../incident.events.js';
import type { RollCallEvent } from '../roll-call.events.js';
import { deploymentFacts } from './deployment-facts.js';
import type { KnownFact, StreamFacts } from './fact.js';
import { incidentFacts, officerFacts, rollCallFacts } from './roll-call-facts.js';

/**
 * What an event makes known, whatever its stream. The stream's category says which storage contract the event is of,
 * and an event that the contract does not have is an error, not a skip.
 */
export function factsOfEvent(event: RecordedEvent, facts: StreamFacts): readonly KnownFact[] {
  const { category } = parseStream(event.stream);
  switch (category) {
    case 'deployment':
      return deploymentFacts(event as Recorded<DeploymentEvent> & RecordedEvent, facts);
    case 'rollCall':
      return rollCallFacts(event as Recorded<RollCallEvent> & RecordedEvent);
    case 'incident':
      return incidentFacts(event as Recorded<IncidentEvent> & RecordedEvent, facts);
    case 'officer':
      return officerFacts(event as Recorded<OfficerEvent> & RecordedEvent, facts);
    case 'mission':
    case 'register':
    case 'access':
    case 'erasure':
      return [];
    default:
      return unreachable(category);
  }
}
