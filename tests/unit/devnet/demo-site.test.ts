import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerDemo, DEMO_FREE, DEMO_TOLLED } from '../../devnet/demo-site.ts';
import { listenOnLoopback } from '../../devnet/listen.ts';
import { type PlainServer, startPlainServer } from '../../devnet/plain-server.ts';

let site: { origin: string; stop: () => Promise<void> };
let plain: PlainServer;

beforeAll(async () => {
  site = await listenOnLoopback(createServer((request, response) => answerDemo(request, response)));
  plain = await startPlainServer();
});
afterAll(() => Promise.all([site.stop(), plain.stop()]));

const post = (uri: string, body: string, type: string) =>
  fetch(site.origin + uri, { method: 'POST', body, headers: { 'Content-Type': type } });

test('every free and every tolled URI exists', async () => {
  for (const uri of [...DEMO_FREE, ...DEMO_TOLLED]) {
    const response = await fetch(site.origin + uri);
    expect(response.status, uri).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
  }
});

test('the form is answered with its field, escaped', async () => {
  const answer = await post('/submit', 'message=a+%3Cb%3E', 'application/x-www-form-urlencoded');
  expect(await answer.text()).toContain('RECEIVED a &#60;b&#62;');
});

test('echo returns the body and its type', async () => {
  const answer = await post('/api/echo', '{"a":1}', 'application/json');
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(await answer.text()).toBe('{"a":1}');
});

test('the paid parts are what the tests look for', async () => {
  const text = async (uri: string) => (await fetch(site.origin + uri)).text();
  expect(await text('/article')).toContain('PAID ARTICLE');
  expect(await text('/script.js')).toContain('window.paidScript = true');
  expect(await text('/ping')).toHaveLength(12);
  expect(JSON.parse(await text('/api/data.json'))).toMatchObject({ paid: true });
});

test('the ordinary page has as many parts as asked for, and they exist', async () => {
  const html = await (await fetch(`${plain.origin}/page?parts=6&fetches=2`)).text();
  const parts = [...html.matchAll(/"(\/part\/[^"]+)"/g)].map((match) => match[1]);
  expect(parts).toHaveLength(6);
  for (const part of parts) expect((await fetch(plain.origin + part)).status).toBe(200);
  expect((await fetch(`${plain.origin}/nowhere`)).status).toBe(404);
});
