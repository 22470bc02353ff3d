import { given, id, NOW } from '../../../test/support/given.js';
import type { Role } from '../../kernel/actor.js';
import { instant } from '../../kernel/instant.js';
import {
  access,
  decideGrantAccessToken,
  decideIssuePersonalLink,
  decideIssueSignInLink,
  decideRevokeAccessToken,
  decideRevokePersonalLink,
  decideSignIn,
  decideSignOut,
} from './access.js';
import type { IssuePersonalLink } from './access.commands.js';
import type { AccessEvent, AccessScope } from './access.events.js';

const TOKEN = id('token');
const HASH = 'f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2';
const A_MOMENT_AHEAD = instant('2020-01-08T00:00:00.001Z');

const GRANTED: AccessEvent = {
  type: 'AccessTokenGranted',
  data: { token: TOKEN, hash: HASH, actor: id('watch'), role: 'dutyOfficer', scope: {} },
};
const LINK: AccessEvent = {
  type: 'SignInLinkIssued',
  data: { ...GRANTED.data, expiresAt: instant('2020-01-09T00:00:00Z') },
};
const SIGNED_IN: AccessEvent = {
  type: 'SignedIn',
  data: { hash: 'session', expiresAt: instant('2020-01-08T12:00:00Z') },
};
const SIGNED_OUT: AccessEvent = { type: 'SignedOut', data: {} };
const REVOKED: AccessEvent = { type: 'AccessTokenRevoked', data: {} };
const NAMED = { texts: { subject: `access:${TOKEN}`, texts: { name: 'Night watch' } } } as const;

describe('GrantAccessToken', () => {
  const command = {
    token: TOKEN,
    hash: HASH,
    actor: id('watch'),
    name: 'Night watch',
    role: 'dutyOfficer',
    scope: {},
  } as const;

  it('grants a token by its hash alone, whose name is sealed under its own key', () => {
    given(access, [])
      .when((state, context) => decideGrantAccessToken(state, command, context))
      .then([{ ...GRANTED, ...NAMED }]);
  });

  it('grants a token until an instant that lies ahead', () => {
    given(access, [])
      .when((state, context) => decideGrantAccessToken(state, { ...command, expiresAt: A_MOMENT_AHEAD }, context))
      .then([{ type: 'AccessTokenGranted', data: { ...GRANTED.data, expiresAt: A_MOMENT_AHEAD }, ...NAMED }]);
  });

  it('is refused when the token would have expired already', () => {
    given(access, [])
      .when((state, context) => decideGrantAccessToken(state, { ...command, expiresAt: NOW }, context))
      .refuses('instants-out-of-order');
  });

  it.each([
    ['granted', [GRANTED]],
    ['revoked', [GRANTED, REVOKED]],
  ])('is refused for a token that was %s', (_, history) => {
    given(access, history)
      .when((state, context) => decideGrantAccessToken(state, command, context))
      .refuses('already-exists');
  });

  it.each<[Role, AccessScope]>([
    ['commander', {}],
    ['dutyOfficer', {}],
    ['teamLead', { missions: [id('training')] }],
    ['deployedOfficer', { deployment: id('tour') }],
    ['liaison', { agency: 'Saskatoon' }],
    ['auditor', {}],
    ['operator', {}],
  ])('narrows a %s to what the role is narrowed to', (role, scope) => {
    given(access, [])
      .when((state, context) => decideGrantAccessToken(state, { ...command, role, scope }, context))
      .then([{ type: 'AccessTokenGranted', data: { ...GRANTED.data, role, scope }, ...NAMED }]);
  });

  it.each<[Role, string, AccessScope]>([
    ['teamLead', 'without missions', {}],
    ['teamLead', 'with no mission', { missions: [] }],
    ['teamLead', 'with an agency too', { missions: [id('training')], agency: 'Saskatoon' }],
    ['deployedOfficer', 'without a deployment', {}],
    ['deployedOfficer', 'with missions', { missions: [id('training')] }],
    ['liaison', 'without an agency', {}],
    ['liaison', 'with a blank agency', { agency: '' }],
    ['commander', 'with missions', { missions: [id('training')] }],
    ['dutyOfficer', 'with an agency', { agency: 'Saskatoon' }],
    ['auditor', 'with a deployment', { deployment: id('tour') }],
    ['operator', 'with missions', { missions: [] }],
  ])('is refused for a %s %s', (role, _, scope) => {
    given(access, [])
      .when((state, context) => decideGrantAccessToken(state, { ...command, role, scope }, context))
      .refuses('invalid-request');
  });
});

describe('IssueSignInLink', () => {
  const command = {
    token: TOKEN,
    hash: HASH,
    actor: id('watch'),
    name: 'Night watch',
    role: 'dutyOfficer',
    scope: {},
  } as const;

  it('issues a link for a day', () => {
    given(access, [])
      .when((state, context) => decideIssueSignInLink(state, command, context))
      .then([{ ...LINK, ...NAMED }]);
  });

  it('is refused for what was granted or issued before', () => {
    for (const before of [GRANTED, LINK]) {
      given(access, [before])
        .when((state, context) => decideIssueSignInLink(state, command, context))
        .refuses('already-exists');
    }
  });

  it('is refused with a scope that the role does not have', () => {
    given(access, [])
      .when((state, context) => decideIssueSignInLink(state, { ...command, scope: { agency: 'Saskatoon' } }, context))
      .refuses('invalid-request');
  });
});

describe('personal links', () => {
  const command: IssuePersonalLink = {
    ...{ token: TOKEN, hash: HASH, actor: id('ann'), deployment: id('tour') },
    rollCall: id('roll call'),
    mode: 'EXERCISE',
    zone: 'Asia/Baghdad',
  };
  const ISSUED: AccessEvent = {
    type: 'PersonalLinkIssued',
    data: {
      ...{ token: TOKEN, hash: HASH, actor: id('ann'), scope: { deployment: id('tour') } },
      role: 'deployedOfficer',
      rollCall: id('roll call'),
      mode: 'EXERCISE',
      zone: 'Asia/Baghdad',
      expiresAt: instant('2020-01-15T00:00:00Z'),
    },
  };

  it('are issued for one deployed officer, in the mode of the roll call, for a week', () => {
    given(access, [])
      .when((state, context) => decideIssuePersonalLink(state, command, context))
      .then([ISSUED]);
  });

  it('are refused for longer than thirty days', () => {
    const expiresAt = instant('2020-02-07T00:00:00.001Z');
    given(access, [])
      .when((state, context) => decideIssuePersonalLink(state, { ...command, expiresAt }, context))
      .refuses('invalid-request');
  });

  it('are issued once', () => {
    given(access, [ISSUED])
      .when((state, context) => decideIssuePersonalLink(state, command, context))
      .refuses('already-exists');
  });

  it('sign nobody in', () => {
    given(access, [ISSUED])
      .when((state, context) => decideSignIn(state, { hash: 'session' }, context))
      .refuses('not-found');
  });

  it('are revoked by the watch, once, and nothing else is', () => {
    given(access, [ISSUED])
      .when((state) => decideRevokePersonalLink(state, { link: TOKEN }))
      .then([REVOKED]);
    given(access, [ISSUED, REVOKED])
      .when((state) => decideRevokePersonalLink(state, { link: TOKEN }))
      .refuses('not-in-force');
    given(access, [GRANTED])
      .when((state) => decideRevokePersonalLink(state, { link: TOKEN }))
      .refuses('not-found');
  });
});

describe('signing in', () => {
  const session = { hash: 'session' };

  it('exchanges a link for a session of twelve hours', () => {
    given(access, [LINK])
      .when((state, context) => decideSignIn(state, session, context))
      .then([SIGNED_IN]);
  });

  it.each<[string, readonly AccessEvent[]]>([
    ['was used', [LINK, SIGNED_IN]],
    ['was used by someone who signed out', [LINK, SIGNED_IN, SIGNED_OUT]],
    ['was revoked', [LINK, REVOKED]],
    ['has expired', [{ ...LINK, data: { ...LINK.data, expiresAt: NOW } }]],
  ])('is refused with a link that %s', (_, history) => {
    given(access, history)
      .when((state, context) => decideSignIn(state, session, context))
      .refuses('not-in-force');
  });

  it.each<[string, readonly AccessEvent[]]>([
    ['nobody was given', []],
    ['is an access token', [GRANTED]],
  ])('is refused with a link that %s', (_, history) => {
    given(access, history)
      .when((state, context) => decideSignIn(state, session, context))
      .refuses('not-found');
  });
});

describe('signing out', () => {
  it('ends a session', () => {
    given(access, [LINK, SIGNED_IN])
      .when((state) => decideSignOut(state))
      .then([SIGNED_OUT]);
  });

  it.each<[string, readonly AccessEvent[]]>([
    ['ended', [LINK, SIGNED_IN, SIGNED_OUT]],
    ['revoked', [LINK, SIGNED_IN, REVOKED]],
    ['never begun', [LINK]],
  ])('is refused where the session was %s', (_, history) => {
    given(access, history)
      .when((state) => decideSignOut(state))
      .refuses('not-in-force');
  });
});

describe('RevokeAccessToken', () => {
  const revoke = { token: TOKEN };
  const giveReason = { ...revoke, reason: 'The telephone was lost.' };

  it('revokes a token without a word', () => {
    given(access, [GRANTED])
      .when((state) => decideRevokeAccessToken(state, revoke))
      .then([REVOKED]);
  });

  it('seals the reason, where one is given, under the key of the token', () => {
    given(access, [GRANTED])
      .when((state) => decideRevokeAccessToken(state, giveReason))
      .then([{ ...REVOKED, texts: { subject: `access:${TOKEN}`, texts: { reason: 'The telephone was lost.' } } }]);
  });

  it('is refused with a blank reason', () => {
    given(access, [GRANTED])
      .when((state) => decideRevokeAccessToken(state, { ...revoke, reason: ' ' }))
      .refuses('reason-missing');
  });

  it.each<[string, readonly AccessEvent[]]>([
    ['a link', [LINK]],
    ['the session that a link became', [LINK, SIGNED_IN]],
  ])('revokes %s', (_, history) => {
    given(access, history)
      .when((state) => decideRevokeAccessToken(state, revoke))
      .then([REVOKED]);
  });

  it('is refused for a session that was ended', () => {
    given(access, [LINK, SIGNED_IN, SIGNED_OUT])
      .when((state) => decideRevokeAccessToken(state, revoke))
      .refuses('not-in-force');
  });

  it('is refused for a token that is revoked', () => {
    given(access, [GRANTED, REVOKED])
      .when((state) => decideRevokeAccessToken(state, revoke))
      .refuses('not-in-force');
  });

  it('is refused for a token that does not exist', () => {
    given(access, [])
      .when((state) => decideRevokeAccessToken(state, revoke))
      .refuses('not-found');
  });
});
