// The console's own API, for what a story needs but does not tell: signing in without typing, and the simulator's controls.
import type { Account, Server } from './server.ts';

type Json = Record<string, unknown>;

export class Console {
  private constructor(
    readonly url: string,
    private readonly token: string,
    readonly workspace: string,
  ) {}

  static async signIn(server: Server, account: Account): Promise<Console> {
    const body = { email: account.email, password: account.password };
    const signedIn = await call(server.url, 'POST', '/api/v1/auth/login', undefined, body);
    const token = String(signedIn.access_token);
    const me = (await call(server.url, 'GET', '/api/v1/me', token)) as { memberships: { workspace: { id: string } }[] };
    const workspace = me.memberships[0]?.workspace.id;
    if (!workspace) throw new Error(`${account.email} is in no workspace`);
    return new Console(server.url, token, workspace);
  }

  /** A route of the workspace, such as `/conversations`. */
  ask<Answer = Json>(method: string, path: string, body?: Json): Promise<Answer> {
    return call(this.url, method, `/api/v1/workspaces/${this.workspace}${path}`, this.token, body) as Promise<Answer>;
  }

  /** The conversation with this customer, once the inbox has it. */
  async conversationOf(name: string): Promise<{ id: string; contact: { id: string } }> {
    interface Row {
      id: string;
      contact: { id: string; display_name: string };
    }
    const { data } = await this.ask<{ data: Row[] }>('GET', `/conversations?view=all&q=${encodeURIComponent(name)}`);
    const row = data.find((one) => one.contact.display_name === name);
    if (!row) throw new Error(`there is no conversation with ${name}`);
    return row;
  }

  /** The status a route answers with, refusals included. */
  async status(method: string, path: string, body?: Json): Promise<number> {
    const answer = await send(this.url, method, `/api/v1/workspaces/${this.workspace}${path}`, this.token, body);
    await answer.body?.cancel();
    return answer.status;
  }

  /** A control route of the simulator, such as `/phones`. */
  control<Answer = Json>(method: string, path: string, body?: Json): Promise<Answer> {
    return call(this.url, method, `/simulator/control${path}`, this.token, body) as Promise<Answer>;
  }
}

async function call(url: string, method: string, path: string, token?: string, body?: Json): Promise<Json> {
  const answer = await send(url, method, path, token, body);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Json);
}

function send(url: string, method: string, path: string, token?: string, body?: Json): Promise<Response> {
  const headers: Record<string, string> = { 'x-prismwa': '1' };
  if (token) headers.authorization = `Bearer ${token}`;
  if (body) headers['content-type'] = 'application/json';
  return fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
}
