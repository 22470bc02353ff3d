/** Ids in the examples of the OpenAPI document. */
export const DEPLOYMENT = '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6a21';
export const OFFICER = '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6b01';
export const MISSION = '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6a01';
export const POST = '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6a02';
export const ASSIGNMENT = '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6a22';
export const VOUCHER = '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6a23';
/** Entries of the deployment above. */
export const ENTRY = 'D2pNjjwbSlKdfiuMXx5qIVviwE2R94A6';
export const OTHER_ENTRY = 'D2pNjjwbSlKdfiuMXx5qIcgTD2riR5td';
