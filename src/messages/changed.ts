/** Sent by the background to its own pages, without content: something that they show changed. */
export const CHANGED = 'changed';
