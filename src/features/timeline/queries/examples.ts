export const EVENT_EXAMPLE = {
  position: '0000000000000042',
  type: 'OfficerAccountedFor',
  category: 'deployment',
  id: '0b54f7a2-9a51-4b0c-8a49-58c5b5b7a001',
  revision: 3,
  recordedAt: '2020-01-07T23:10:00.000Z',
  happenedAt: '2020-01-07T23:09:00.000Z',
  zone: 'Asia/Baghdad',
  actor: '7d1f0c9e-58a4-4a4f-9d0b-3f7e1d2c4b01',
  role: 'dutyOfficer',
  words: 'Heard of Ann Example: SAFE, grade 2, observed 23:09Z, received 23:10Z, by “APP”.',
  effect: [
    {
      rollCall: '3f1c2c1e-6f0a-4a3e-8d55-2b7c2a9f0e11',
      openedAt: '2020-01-07T22:59:00.000Z',
      claim: { before: 'PARTIAL', after: 'NO_KNOWN_CASUALTY' },
      counts: {
        before: { denominator: 12, accounted: 0, safe: 0 },
        after: { denominator: 12, accounted: 1, safe: 1 },
      },
      people: [
        {
          deployment: '0b54f7a2-9a51-4b0c-8a49-58c5b5b7a001',
          before: { accountability: 'UNKNOWN', condition: 'NOT_REPORTED', standing: 'MEMBER' },
          after: { accountability: 'ACCOUNTED', condition: 'SAFE', standing: 'MEMBER' },
        },
      ],
      words: [
        'Roll call of 22:59Z: Ann Example UNKNOWN NOT_REPORTED → ACCOUNTED SAFE.',
        'Roll call of 22:59Z: 1 of 12 accounted for and 1 safe, before 0 of 12 accounted for and 0 safe.',
        'Roll call of 22:59Z: claim PARTIAL → NO_KNOWN_CASUALTY.',
      ],
    },
  ],
  entry: 'C1T3oppRSwyKSVjFtbegAVviwE2R94A6',
  data: { condition: 'SAFE', mode: 'ACTUAL', grade: 2, observedAt: '2020-01-07T23:09:00.000Z' },
  texts: { channel: { text: 'APP' } },
};

const MOMENT_EXAMPLE = {
  incident: '5c0d6a0e-0a3b-4b4f-8a55-6e1f2d3c4b01',
  asOf: '2020-01-07T23:30:00.000Z',
  knownAt: '0000000000000042',
};

export const SHOWN_EVENT_EXAMPLE = {
  ...EVENT_EXAMPLE,
  stored: {
    id: '9c1d2e3f-4a5b-4c6d-8e7f-0a1b2c3d4e5f',
    stream: 'deployment-0b54f7a2-9a51-4b0c-8a49-58c5b5b7a001',
    revision: 3,
    position: '0000000000000042',
    type: 'OfficerAccountedFor',
    schemaVersion: 1,
    recordedAt: '2020-01-07T23:10:00.000Z',
    data: EVENT_EXAMPLE.data,
    metadata: { actor: EVENT_EXAMPLE.actor, role: 'dutyOfficer', mode: 'ACTUAL' },
  },
};

export const TIMELINE_EXAMPLE = { ...MOMENT_EXAMPLE, events: [EVENT_EXAMPLE], position: '0000000000000042' };

export const JSON_EXAMPLE = { ...MOMENT_EXAMPLE, events: [EVENT_EXAMPLE] };

export const CSV_EXAMPLE =
  'position,recordedAt,happenedAt,zone,type,category,id,revision,entry,actor,role,words,effect,data,texts\r\n';
