import type { FailureCode } from '../outcome/failure.ts';
import { type Story, stream } from './story.ts';

/** The sentences about NATS streams. */
export const en = {
  stream_address_invalid: stream(
    'This is no address of a NATS server.',
    'Enter one such as wss://nats.example.org, ws://localhost:1443 or nats://localhost:4222, without a name or password in it.',
  ),
  stream_insecure: {
    happened: ({ host }) =>
      `The connection to ${host ?? 'this server'} would not be encrypted: whoever is on the way could read the password and make up messages.`,
    next: () => 'Use a wss:// address, or allow it below if you know the network.',
  },
  stream_unreachable: stream(
    'Nothing answers at this address.',
    'It is tried again by itself. Check the address, and whether the server runs and its WebSocket port is open.',
  ),
  stream_not_nats: stream(
    'Something answers at this address, but it is no NATS server for browsers.',
    'Look in the configuration of the server for the port of its “websocket” block.',
  ),
  stream_origin_refused: {
    happened: () => 'The server is there, but refuses a connection from this extension.',
    next: () =>
      `Most likely its “allowed_origins” or “same_origin” keeps us out. Ask its operator to allow ${globalThis.location?.origin ?? 'its origin'}.`,
  },
  stream_certificate: stream(
    'The browser does not trust the certificate of the server.',
    'Open the address with https:// in a tab to see why. Only its operator, or whoever looks after this computer, can mend it.',
  ),
  stream_tls_needed: stream(
    'The server wants an encrypted connection.',
    'Change the address from ws:// to wss://.',
  ),
  stream_no_tls: stream(
    'A server is there, but it does not encrypt its connections.',
    'Check the port. If there is no other, the address would have to begin with ws://.',
  ),
  stream_login_refused: stream(
    'The server refuses this login.',
    'It is not tried again by itself. Check the token, or the name and password.',
  ),
  stream_login_expired: stream(
    'The server says that this login has expired.',
    'Ask its operator for a new one and enter it here.',
  ),
  stream_login_locked: stream(
    'The login of this server is locked away with your password.',
    'Unlock Tollpass to connect.',
  ),
  stream_silent: stream(
    'The server stopped answering, so the connection was given up.',
    'It is tried again by itself.',
  ),
  stream_closed: stream('The connection was lost.', 'It is tried again by itself.'),
  stream_not_connected: stream(
    'There is no connection to the server at the moment.',
    'Nothing was sent. Try again once it is connected.',
  ),
  stream_subject_invalid: stream(
    'This is no subject.',
    'A subject is words with dots between them, such as structs.planet.2-1.>.',
  ),
  stream_subject_denied: stream(
    'The server does not let you listen to this subject.',
    'Ask its operator for the right, or choose another subject.',
  ),
  stream_subject_known: stream('You listen to this subject already.', 'Choose another one.'),
  stream_publish_denied: stream(
    'The server does not let you publish to this subject.',
    'Nothing was sent. Ask its operator for the right.',
  ),
  stream_too_large: {
    happened: ({ limit }) =>
      `The message is larger than the server takes${limit ? ` (${limit} bytes)` : ''}.`,
    next: () => 'Nothing was sent. Send a shorter one.',
  },
  stream_no_responder: stream('Nobody answers requests on this subject.', 'Check the subject.'),
  stream_no_answer: stream(
    'No answer came in time.',
    'Whoever listens may have got the request all the same.',
  ),
  stream_gone: stream('This connection is not there any more.', 'Reload the page.'),
  stream_full: stream(
    'There are as many as Tollpass keeps.',
    'Remove one that you do not need any more.',
  ),
} satisfies Partial<Record<FailureCode, Story>>;
