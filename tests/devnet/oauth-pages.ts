// The pages of the OAuth provider: to log in as anybody, and to agree or not. (Those that come with
// `oidc-provider` load fonts from the web.)
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';

export function isOAuthPage(request: IncomingMessage): boolean {
  return request.url?.startsWith('/interaction/') === true;
}

/** Shows a page, or does what its form says. */
export async function answerOAuthPage(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (request.method === 'GET') {
    response.writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'no-store' });
    response.end(prompt.name === 'login' ? LOGIN : CONSENT);
    return;
  }
  const form = new URLSearchParams(await bodyOf(request));
  const finish = (result: Record<string, unknown>): Promise<void> =>
    provider.interactionFinished(request, response, result);
  if (form.get('answer') === 'no') return finish({ error: 'access_denied' });
  if (prompt.name === 'login') return finish({ login: { accountId: form.get('login') ?? 'ada' } });
  const accountId = session?.accountId ?? 'ada';
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope ?? '');
  return finish({ consent: { grantId: await grant.save() } });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

const button = (answer: string, text: string): string =>
  `<button type="submit" name="answer" value="${answer}">${text}</button>`;

const LOGIN = `<!doctype html><title>Log in</title><form method="post">
<label>Name <input name="login" required></label> ${button('yes', 'Log in')}</form>`;

const CONSENT = `<!doctype html><title>Agree</title><form method="post">
<p>Let Tollpass in?</p> ${button('yes', 'Continue')} ${button('no', 'Cancel')}</form>`;
