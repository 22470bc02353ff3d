/** The names under which the composition provides the ports, for whoever is given them by injection. */
export const EVENT_LOG = Symbol('EventLog');
export const CLOCK = Symbol('Clock');
export const KEY_STORE = Symbol('KeyStore');
export const ID_SOURCE = Symbol('IdSource');
export const VIEWS = Symbol('Views');
export const TOKEN_DIRECTORY = Symbol('TokenDirectory');
