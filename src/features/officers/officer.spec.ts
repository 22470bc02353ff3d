import { BEFORE, given, id, NOW } from '../../../test/support/given.js';
import type { PendingFact } from '../../kernel/event.js';
import { instant } from '../../kernel/instant.js';
import { streamName } from '../../kernel/stream.js';
import {
  decideCorrectOfficer,
  decideRecordContactChannel,
  decideRecordOfficerRank,
  decideRegisterOfficer,
  officer,
} from './officer.js';
import type { OfficerEvent } from './officer.events.js';

const ANN = id('ann');
const SUBJECT = `officer:${ANN}` as const;
const registered: OfficerEvent = { type: 'OfficerRegistered', data: { officer: ANN, homeAgency: 'Saskatoon' } };

const began: PendingFact = {
  stream: streamName('deployment', id('tour')),
  opensStream: true,
  event: {
    id: id('began'),
    type: 'DeploymentBegan',
    schemaVersion: 1,
    data: {},
    metadata: {
      commandId: id('begin'),
      correlationId: id('begin'),
      causationId: id('begin'),
      fingerprint: 'f',
      actor: id('watch'),
      role: 'dutyOfficer',
      mode: 'ACTUAL',
    },
  },
};
const reserved: OfficerEvent = {
  type: 'TourReserved',
  data: { deployment: id('tour'), purpose: 'BEGIN', pending: began },
};

describe('RegisterOfficer', () => {
  const command = { officer: ANN, name: 'Ann Example', rank: 'Constable', homeAgency: 'Saskatoon' };

  it('registers the officer, name and rank sealed under his own key', () => {
    given(officer, [])
      .when((state) => decideRegisterOfficer(state, command))
      .then([
        {
          type: 'OfficerRegistered',
          data: { officer: ANN, homeAgency: 'Saskatoon' },
          texts: { subject: SUBJECT, texts: { name: 'Ann Example', rank: 'Constable' } },
        },
      ]);
  });

  it('keeps the language where it is given', () => {
    given(officer, [])
      .when((state) => decideRegisterOfficer(state, { ...command, language: 'fr' }))
      .then([
        {
          type: 'OfficerRegistered',
          data: { officer: ANN, homeAgency: 'Saskatoon', language: 'fr' },
          texts: { subject: SUBJECT, texts: { name: 'Ann Example', rank: 'Constable' } },
        },
      ]);
  });

  it('is refused for an officer who is registered', () => {
    given(officer, [registered])
      .when((state) => decideRegisterOfficer(state, command))
      .refuses('already-exists');
  });
});

describe('CorrectOfficer', () => {
  it.each([
    [{ name: 'Anna Example' }, {}, { name: 'Anna Example', reason: 'misspelt' }],
    [{ homeAgency: 'Halifax' }, { homeAgency: 'Halifax' }, { reason: 'misspelt' }],
    [{ language: 'fr' }, { language: 'fr' }, { reason: 'misspelt' }],
  ])('records %j alone', (changes, data, texts) => {
    given(officer, [registered])
      .when((state) => decideCorrectOfficer(state, { officer: ANN, ...changes, reason: 'misspelt' }))
      .then([{ type: 'OfficerCorrected', data, texts: { subject: SUBJECT, texts } }]);
  });

  it('is refused where it changes nothing', () => {
    given(officer, [registered])
      .when((state) => decideCorrectOfficer(state, { officer: ANN, reason: 'misspelt' }))
      .refuses('nothing-to-change');
  });

  it('is refused with a blank reason', () => {
    given(officer, [registered])
      .when((state) => decideCorrectOfficer(state, { officer: ANN, language: 'fr', reason: ' ' }))
      .refuses('reason-missing');
  });

  it('is refused for an officer who is not registered', () => {
    given(officer, [])
      .when((state) => decideCorrectOfficer(state, { officer: ANN, language: 'fr', reason: 'misspelt' }))
      .refuses('not-found');
  });
});

describe('RecordContactChannel', () => {
  const command = { officer: ANN, channel: 'SATELLITE', address: '+88 16 0000 0000' };

  it('seals channel and address under the officer’s key', () => {
    given(officer, [registered])
      .when((state) => decideRecordContactChannel(state, command))
      .then([
        {
          type: 'ContactChannelChanged',
          data: {},
          texts: { subject: SUBJECT, texts: { channel: 'SATELLITE', address: '+88 16 0000 0000' } },
        },
      ]);
  });

  it('is refused for an officer who is not registered', () => {
    given(officer, [])
      .when((state) => decideRecordContactChannel(state, command))
      .refuses('not-found');
  });
});

describe('RecordOfficerRank', () => {
  it.each([BEFORE, NOW, instant('2020-06-01T00:00:00Z')])('records a rank from %s on', (effectiveAt) => {
    given(officer, [registered])
      .when((state) => decideRecordOfficerRank(state, { officer: ANN, rank: 'Sergeant', effectiveAt }))
      .then([
        {
          type: 'OfficerRankRecorded',
          data: { effectiveAt },
          texts: { subject: SUBJECT, texts: { rank: 'Sergeant' } },
        },
      ]);
  });

  it('is refused for an officer who is not registered', () => {
    given(officer, [])
      .when((state) => decideRecordOfficerRank(state, { officer: ANN, rank: 'Sergeant', effectiveAt: BEFORE }))
      .refuses('not-found');
  });
});

describe('An officer', () => {
  it('is one for good, whatever is recorded of him', () => {
    const rank: OfficerEvent = { type: 'OfficerRankRecorded', data: { effectiveAt: BEFORE } };
    expect(given(officer, [registered, rank, reserved]).state).toBe('REGISTERED');
  });
});
