/**
 * Every kind of request. A rule without a list leaves main_frame out (measured); `other` is what
 * Firefox and Chrome both call the rest.
 */
export const RESOURCE_TYPES = [
  'main_frame',
  'sub_frame',
  'stylesheet',
  'script',
  'image',
  'font',
  'object',
  'xmlhttprequest',
  'ping',
  'media',
  'websocket',
  'other',
] as const;
