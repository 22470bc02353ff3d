/** Ids in the examples of the OpenAPI document. */
export const TOKEN = '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6c01';
export const ACTOR = '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6c02';
export const ROLL_CALL = '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6c03';
export const TOUR = '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6c04';
