import type { Fetch } from '../../../src/net/body.ts';
import type { Lcd, LcdAnswer } from '../../devnet/lcd.ts';

/** What happens to one call on its way. */
export type Mishap =
  /** The chain acts on it, and nobody hears of that. */
  | 'answer_lost'
  /** It never gets there. */
  | 'request_lost'
  /** It arrives twice; the second answer is the one that is heard. */
  | 'doubled'
  /** A gateway answers 502, after the chain has acted. */
  | 'broken_after'
  /** A gateway answers 503, and the chain hears nothing. */
  | 'broken_before'
  /** It arrives once more, some blocks later: something on the way kept a copy. */
  | 'repeated_later';

/** One call of the REST API. */
export interface LcdCall {
  readonly method: string;
  readonly path: string;
}

export interface LcdFetch {
  readonly fetch: Fetch;
  readonly calls: readonly LcdCall[];
  /** What happens to the next calls, in turn; then nothing any more. */
  readonly mishaps: (Mishap | null)[];
  /** Asked before `mishaps`. */
  mishapOf: (call: LcdCall) => Mishap | null;
  /** Lets copies that something kept arrive. */
  deliver(): void;
  dead: boolean;
}

export const LCD_ADDRESS = 'https://api.example.org';

/** Calls an LCD without a network between, but with a network's mishaps. */
export function lcdFetch(lcd: Lcd): LcdFetch {
  const calls: LcdCall[] = [];
  const kept: (() => void)[] = [];
  const of: LcdFetch = {
    calls,
    mishaps: [],
    mishapOf: () => null,
    dead: false,
    deliver() {
      for (const arrive of kept.splice(0)) arrive();
    },
    async fetch(url, init) {
      const path = url.slice(LCD_ADDRESS.length);
      const method = init.method ?? 'GET';
      const call = { method, path };
      calls.push(call);
      const answer = (): LcdAnswer => {
        return lcd.answer(method, path, init.body ? JSON.parse(String(init.body)) : null);
      };
      const mishap = of.mishapOf(call) ?? of.mishaps.shift() ?? null;
      if (of.dead || mishap === 'request_lost') throw new TypeError('fetch failed');
      if (mishap === 'broken_before') return new Response('<h1>busy</h1>', { status: 503 });
      if (mishap === 'doubled') answer();
      if (mishap === 'repeated_later') kept.push(answer);
      const { status, body } = answer();
      if (mishap === 'answer_lost') throw new DOMException('too slow', 'TimeoutError');
      if (mishap === 'broken_after') return new Response('<h1>bad gateway</h1>', { status: 502 });
      return Response.json(body, { status });
    },
  };
  return of;
}
