import { type Frames, openFrames } from './nats-frames.ts';

/** What nats.ws needs of a WebSocket (nats.ws 1.30.3, `WsTransport`). */
export interface TappedSocket {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  binaryType: BinaryType;
  readonly bufferedAmount: number;
  send(data: ArrayBuffer): void;
  close(code?: number, reason?: string): void;
}

/**
 * A WebSocket for nats.ws, which gets all that comes in but the messages that somebody else takes.
 *
 * @param message as `Frames` has it
 */
export function tapSocket(socket: WebSocket, message: Frames['message']): TappedSocket {
  socket.binaryType = 'arraybuffer';
  const tapped: TappedSocket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
    binaryType: 'arraybuffer',
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send: (data) => socket.send(data),
    close: (code, reason) => socket.close(code, reason),
  };
  const take = openFrames({
    message,
    rest: ({ buffer }) => tapped.onmessage?.({ data: buffer }),
  });
  socket.onopen = (event) => tapped.onopen?.(event);
  socket.onclose = (event) => tapped.onclose?.(event);
  socket.onerror = (event) => tapped.onerror?.(event);
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
    // A NATS server sends bytes: who sends text is none, and nats.ws says so.
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data);
    try {
      take(bytes);
    } catch (error) {
      // What was behind it is lost: then the connection has to be, so that the gap is told.
      socket.close();
      throw error;
    }
  };
  return tapped;
}
