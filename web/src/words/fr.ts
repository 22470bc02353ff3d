import board from '../../../messages/fr/board.json';
import common from '../../../messages/fr/common.json';
import incident from '../../../messages/fr/incident.json';
import person from '../../../messages/fr/person.json';
import replay from '../../../messages/fr/replay.json';
import setup from '../../../messages/fr/setup.json';
import status from '../../../messages/fr/status.json';

export const patterns = { ...common, ...board, ...person, ...incident, ...replay, ...setup, ...status };
