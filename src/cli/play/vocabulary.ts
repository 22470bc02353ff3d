/** The words of RULE.md that a script may use; the player knows them before anything is played. */
export { ASPECTS } from '../../features/accountability/asking/difference.js';
export { CLAIMS, UNMET } from '../../features/accountability/rule.js';
export { ACCOUNTABILITIES, CONDITIONS } from '../../features/accountability/rule/person.js';
export { DISPOSITIONS } from '../../features/deployments/deployment.events.js';
export { COMMANDS, type CommandName } from '../../kernel/authority.js';
