// What calls of a wallet are sent by in tests that speak to a real one.
import { Agent, request } from 'node:http';
import type { Post } from '../../src/wallet/digest-login.ts';

/**
 * One connection, as browsers take the one that was used last. Node's `fetch` takes those that are
 * open in turn, and a nonce of the wallet's login belongs to one connection.
 */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

export const postByNode: Post = (url, body, authorization, limitMs) =>
  new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', Authorization: authorization };
    const signal = AbortSignal.timeout(limitMs);
    const sent = request(url, { method: 'POST', agent, headers, signal }, (response) => {
      let data = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        data += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0, statusMessage: statusText = '' } = response;
        const asked = response.headers['www-authenticate'];
        resolve({
          status,
          statusText,
          headers: asked === undefined ? {} : { 'www-authenticate': asked },
          data,
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
