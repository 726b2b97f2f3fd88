import { afterEach, describe, expect, it } from 'vitest';
import type { Browser } from './browsers/browser.ts';
import { BROWSERS, launchFresh } from './world.ts';

const WELCOME = 'src/ui/welcome/';

describe.each(BROWSERS)('the language, in %s', (name) => {
  let browser: Browser;
  afterEach(() => browser?.close());

  it.each([
    { language: 'de', lang: 'de', title: 'Willkommen bei Tollpass', step: 'Schritt 1 von 4' },
    { language: 'en-US', lang: 'en', title: 'Welcome to Tollpass', step: 'Step 1 of 4' },
  ])("is the browser's own: $language", async ({ language, lang, title, step }) => {
    browser = await launchFresh(name, undefined, { language });
    const page = await browser.waitForPage(WELCOME);
    await page.waitForText(step);
    const said = await page.evaluate(() => {
      const { lang, dir } = document.documentElement;
      const { commands, description } = chrome.runtime.getManifest();
      const notice = chrome.i18n.getMessage('notice_asking_words', ['shop.example']);
      return { lang, dir, title: document.title, commands, description, notice };
    }, null);
    expect(said).toMatchObject({ lang, dir: 'ltr', title });
    expect(said.description).toContain(lang === 'de' ? 'Maut' : 'tolls');
    expect(said.notice).toMatch(lang === 'de' ? /^shop\.example verlangt/ : /^shop\.example asks/);
    expect(said.commands?.answer?.description).toContain(lang === 'de' ? 'Frage' : 'question');
  });
});
