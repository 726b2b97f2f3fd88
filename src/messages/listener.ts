import * as v from 'valibot';

/** What the background tells the listener, the worker that holds the connections of streams. */

const text = v.string();
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

const login = v.variant('type', [
  v.strictObject({ type: v.literal('none') }),
  v.strictObject({ type: v.literal('token'), token: text }),
  v.strictObject({ type: v.literal('username_password'), username: text, password: text }),
]);

/** The connections that are to be up, and ids of what is switched off but not forgotten. */
export const listenerConfig = v.strictObject({
  streams: v.array(
    v.strictObject({
      id,
      url: text,
      login: v.union([login, v.literal('locked')]),
      subscriptions: v.array(v.strictObject({ id, subject: text })),
    }),
  ),
  keep: v.array(id),
});

export type ListenerConfig = v.InferOutput<typeof listenerConfig>;

/** To the page that holds the listener, which starts it if need be. */
export const listenMessage = v.strictObject({ listen: listenerConfig });
