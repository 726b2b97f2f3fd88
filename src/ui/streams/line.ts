import * as v from 'valibot';
import {
  STREAM_CALLS,
  STREAM_LINE,
  type StreamCall,
  type StreamInput,
  type StreamOutput,
  streamAnswer,
} from '../../messages/stream-line.ts';

/** Above what a request to a server may take, and what looking at an address may. */
const ANSWER_MS = 90_000;

const line = new BroadcastChannel(STREAM_LINE);
const waiting = new Map<string, (output: unknown) => void>();

line.addEventListener('message', ({ data }) => {
  const answer = v.safeParse(streamAnswer, data);
  if (!answer.success) return;
  waiting.get(answer.output.to)?.(answer.output.output);
  waiting.delete(answer.output.to);
});

/**
 * Asks the listener.
 * @throws where it does not run, or does not answer in `limitMs`
 */
export async function ask<C extends StreamCall>(
  call: C,
  input: StreamInput<C>,
  limitMs = ANSWER_MS,
): Promise<StreamOutput<C>> {
  const from = crypto.randomUUID();
  const output = await new Promise<unknown>((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(from);
      reject(new Error('the listener does not answer'));
    }, limitMs);
    waiting.set(from, (answered) => {
      clearTimeout(timer);
      resolve(answered);
    });
    line.postMessage({ from, call, input });
  });
  return v.parse(STREAM_CALLS[call].output as v.GenericSchema<unknown, StreamOutput<C>>, output);
}
