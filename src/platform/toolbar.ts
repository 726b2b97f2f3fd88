import browser from 'webextension-polyfill';

/** A `title` is the name of a message of `public/_locales`. */
export type ToolbarState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly title: string }
  | { readonly kind: 'asking' }
  | { readonly kind: 'waiting'; readonly confirmations: number; readonly needed: number }
  | { readonly kind: 'paid' }
  | { readonly kind: 'trouble'; readonly title: string };

const COLOURS = { work: '#3c6df0', ask: '#8a5a00', paid: '#1d7a46', trouble: '#b3261e' } as const;

/** Shows on the toolbar button of a tab how its toll stands. A closed tab is no error. */
export async function showOnToolbar(tabId: number, state: ToolbarState): Promise<void> {
  if (tabId < 0) return;
  const [text, color, name, ...filled] = face(state);
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text }),
      browser.action.setBadgeBackgroundColor({ tabId, color }),
      // Last: the first message that is asked for has the browser read them all.
      browser.action.setTitle({
        tabId,
        title: name === '' ? 'Tollpass' : browser.i18n.getMessage(name, filled),
      }),
    ]);
  } catch {
    // The tab was closed meanwhile.
  }
}

function face(
  state: ToolbarState,
): [text: string, color: string, title: string, ...filled: string[]] {
  switch (state.kind) {
    case 'idle':
      return ['', COLOURS.work, ''];
    case 'working':
      return ['…', COLOURS.work, state.title];
    case 'asking':
      return ['?', COLOURS.ask, 'toolbar_asking'];
    case 'waiting': {
      const [confirmations, needed] = [String(state.confirmations), String(state.needed)];
      const text = `${confirmations}/${needed}`;
      return [text, COLOURS.work, 'toolbar_waiting', confirmations, needed];
    }
    case 'paid':
      return ['✓', COLOURS.paid, 'toolbar_paid'];
    case 'trouble':
      return ['!', COLOURS.trouble, state.title];
    default:
      return state satisfies never;
  }
}
