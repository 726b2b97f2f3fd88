/**
 * Asks for what the popup shows first while the popup's own script is still being read: the two take
 * about as long. `early.ts` takes the answer over. Both browsers have `chrome`, whose calls answer with
 * promises.
 */
function askEarly(): void {
  async function activeUrl(): Promise<string | null> {
    const given = new URLSearchParams(location.search).get('url');
    if (given !== null) return given;
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    return tab?.url ?? null;
  }

  const url = activeUrl().catch(() => null);
  const answer: Promise<unknown> = url.then((of) =>
    chrome.runtime.sendMessage({ name: 'overview', input: { url: of, siteOnly: true } }),
  );
  // Whoever takes it over hears of a failure, and asks again.
  answer.catch(() => undefined);
  Object.assign(globalThis, { early: { url, answer } });
}

askEarly();
