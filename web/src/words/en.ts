import board from '../../../messages/en/board.json';
import common from '../../../messages/en/common.json';
import incident from '../../../messages/en/incident.json';
import person from '../../../messages/en/person.json';
import replay from '../../../messages/en/replay.json';
import setup from '../../../messages/en/setup.json';
import status from '../../../messages/en/status.json';

export const patterns = { ...common, ...board, ...person, ...incident, ...replay, ...setup, ...status };
