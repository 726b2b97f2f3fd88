import browser from 'webextension-polyfill';

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
  const [text, title, color] = face(state);
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text }),
      browser.action.setTitle({ tabId, title: title === '' ? 'Tollpass' : `Tollpass: ${title}` }),
      browser.action.setBadgeBackgroundColor({ tabId, color }),
    ]);
  } catch {
    // The tab was closed meanwhile.
  }
}

function face(state: ToolbarState): [text: string, title: string, color: string] {
  switch (state.kind) {
    case 'idle':
      return ['', '', COLOURS.work];
    case 'working':
      return ['…', state.title, COLOURS.work];
    case 'asking':
      return ['?', 'waits for your answer', COLOURS.ask];
    case 'waiting': {
      const { confirmations, needed } = state;
      const title = `paid, ${confirmations} of ${needed} confirmations`;
      return [`${confirmations}/${needed}`, title, COLOURS.work];
    }
    case 'paid':
      return ['✓', 'paid', COLOURS.paid];
    case 'trouble':
      return ['!', state.title, COLOURS.trouble];
    default:
      return state satisfies never;
  }
}
