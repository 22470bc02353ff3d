import type { TokenAnswer, TokenList } from '../../features/access/queries/list-access-tokens.query.js';
import type { Api } from '../api.js';
import { brief, textOf } from '../board-text.js';
import { command, JSON_OPTION } from '../command.js';
import { DATA_OPTION } from '../folder.js';
import { asOperator } from '../operator.js';
import { table } from '../usage.js';

const PAGE_SIZE = '200';

export const tokenList = command({
  name: 'token list',
  says: 'Lists the access tokens in the order of their granting, without their secrets.',
  operands: [],
  options: { ...DATA_OPTION, ...JSON_OPTION },
  run: async ({ values }, io) => {
    const tokens = await asOperator(values, io, { initialise: false }, ({ api }) => allTokens(api));
    io.out(values.json === true ? `${JSON.stringify({ items: tokens })}\n` : listed(tokens));
    return 0;
  },
});

async function allTokens(api: Api): Promise<readonly TokenAnswer[]> {
  const tokens: TokenAnswer[] = [];
  for (let cursor: string | undefined; ;) {
    const page = (await api.get('/api/access-tokens', { limit: PAGE_SIZE, cursor })) as TokenList;
    tokens.push(...page.items);
    if (page.next === undefined) return tokens;
    cursor = page.next;
  }
}

function listed(tokens: readonly TokenAnswer[]): string {
  if (tokens.length === 0) return 'No token has been granted yet.\n';
  return `${table(tokens.map(cells)).join('\n')}\n`;
}

/** What is no token is said to be what it is. */
const KINDS: Readonly<Record<TokenAnswer['kind'], string>> = { TOKEN: '', SIGN_IN_LINK: 'link', SESSION: 'session' };

function cells(token: TokenAnswer): readonly string[] {
  const { kind, state, role, name, grantedAt, expiresAt, revokedAt } = token;
  const until = revokedAt === undefined ? (expiresAt === undefined ? '' : `until ${brief(expiresAt)}`) : '';
  const ended = revokedAt === undefined ? until : `revoked ${brief(revokedAt)}`;
  return [token.token, state, role, textOf(name) ?? '', `granted ${brief(grantedAt)}`, ended, KINDS[kind]];
}
