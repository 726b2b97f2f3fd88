import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Alert,
  type AlertRule,
  type Alerts,
  MOST_ALERTS,
  openAlerts,
  RULE_PAUSE_MS,
} from '../../../src/streams/alerts.ts';
import type { KeptMessage } from '../../../src/streams/message.ts';

const RAID: AlertRule = {
  id: 'r1',
  conditions: [
    { field: 'category', value: 'raid_status' },
    { field: 'status', value: 'initiated' },
  ],
};
const HIT = { category: 'raid_status', status: 'initiated' };

let raised: Alert[];
let alerts: Alerts;
let sequence = 0;

beforeEach(() => {
  raised = [];
  alerts = openAlerts(
    (at) => Math.floor(at / 60_000) % 1440,
    (alert) => raised.push(alert),
  );
  alerts.set(new Map([['u1', [RAID]]]), null);
});

function hear(content: unknown, at = 0, subscriptionId = 'u1'): void {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const data = new TextEncoder().encode(text);
  sequence += 1;
  const message: KeptMessage = {
    sequence,
    at,
    subject: 'structs.planet.2-1',
    size: data.length,
    data,
  };
  alerts.heard(subscriptionId, message);
}

describe('an alert', () => {
  it('is raised where every condition holds, at the top or in detail', () => {
    hear(HIT);
    hear({ category: 'raid_status', detail: { status: 'initiated' } }, RULE_PAUSE_MS);
    expect(raised).toEqual([
      expect.objectContaining({ subject: 'structs.planet.2-1', more: 0 }),
      expect.objectContaining({ more: 0 }),
    ]);
    expect(raised[0]?.text).toContain('raid_status');
  });

  it.each([
    { category: 'raid_status', status: 'done' },
    { category: 'raid_status' },
    { category: 'raid_status', status: { initiated: true } },
    ['raid_status', 'initiated'],
    'raid_status initiated',
    '{broken',
    '',
  ])('is not raised by %j', (content) => {
    hear(content);
    expect(raised).toEqual([]);
  });

  it('is of its own subscription', () => {
    hear(HIT, 0, 'u2');
    expect(raised).toEqual([]);
  });

  it('finds nothing in what every object has', () => {
    alerts.set(
      new Map([
        [
          'u1',
          [
            {
              id: 'r',
              conditions: [{ field: 'toString', value: String(Object.prototype.toString) }],
            },
          ],
        ],
      ]),
      null,
    );
    hear({});
    expect(raised).toEqual([]);
  });

  it('comes once in half a minute, and says how many were held back', () => {
    for (let at = 0; at < RULE_PAUSE_MS; at += 1000) hear(HIT, at);
    expect(raised).toHaveLength(1);
    hear(HIT, RULE_PAUSE_MS);
    expect(raised.at(-1)?.more).toBe(29);
    hear(HIT, 2 * RULE_PAUSE_MS);
    expect(raised.at(-1)?.more).toBe(0);
  });

  it('is one of ten in ten minutes, however many rules there are', () => {
    const many = Array.from({ length: 40 }, (_, at) => ({ id: String(at), conditions: [] }));
    alerts.set(new Map([['u1', many]]), null);
    hear('x', 0);
    hear('x', 599_000);
    expect(raised).toHaveLength(MOST_ALERTS);
    hear('x', 600_000);
    expect(raised).toHaveLength(2 * MOST_ALERTS);
  });

  it.each([
    [22 * 60, 7 * 60, 23 * 60, false],
    [22 * 60, 7 * 60, 3 * 60, false],
    [22 * 60, 7 * 60, 7 * 60, true],
    [22 * 60, 7 * 60, 12 * 60, true],
    [13 * 60, 14 * 60, 13 * 60, false],
    [13 * 60, 14 * 60, 14 * 60, true],
    [0, 0, 0, true],
  ])('in quiet hours from %i to %i, at %i: raised is %s', (from, to, minute, isRaised) => {
    alerts.set(new Map([['u1', [RAID]]]), { from, to });
    hear(HIT, minute * 60_000);
    expect(raised.length > 0).toBe(isRaised);
  });
});
