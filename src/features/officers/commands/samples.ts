/** An id in the examples of the OpenAPI document. */
export const OFFICER = '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6b01';
