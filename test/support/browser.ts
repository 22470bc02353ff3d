import { CLIENT_HEADER } from '../../src/edge/forgery.js';
import type { AppUnderTest, TestAnswer } from './app.js';

/** What a browser says of where a request of its own pages comes from. */
export const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' } as const;

/** What a client of ours sends with every request. */
export const OUR_CLIENT = { ...SAME_ORIGIN, [CLIENT_HEADER]: 'console' } as const;

/** A browser as far as the server sees it: it follows no redirection, and keeps cookies as they are set. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly app: Pick<AppUnderTest, 'inject'>,
    private readonly always: Readonly<Record<string, string>> = {},
  ) {}

  open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<TestAnswer> {
    return this.request('GET', url, { headers });
  }

  submit(
    url: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = SAME_ORIGIN,
  ): Promise<TestAnswer> {
    const body = new URLSearchParams(fields).toString();
    return this.request('POST', url, {
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }

  async request(
    method: 'GET' | 'POST',
    url: string,
    request: { readonly body?: object | string; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<TestAnswer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...this.always, ...(cookie === '' ? {} : { cookie }), ...request.headers };
    const answer = await this.app.inject(method, url, { ...request, headers });
    this.keep(answer.headers['set-cookie']);
    return answer;
  }

  private keep(header: string | undefined): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header ?? '') ?? [];
    if (name !== '') this.cookies.set(name, value);
    if (value === '') this.cookies.delete(name);
  }
}

/** The value of a hidden field of a page. */
export function fieldOf({ text }: TestAnswer, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1];
  if (value === undefined) throw new Error(`the page has no field ${name}: ${text}`);
  return value;
}
