import type { ComponentChildren } from 'preact';
import icon from '../icons/tollpass.svg';
import { BACKGROUND_SILENT } from '../sentences.ts';
import { Notice } from './notice.tsx';
import { texts } from './texts.ts';

/** The pages of their own, in the order of their links. */
const PAGES = ['activity', 'services', 'signers', 'streams', 'settings'] as const;

export type PageName = (typeof PAGES)[number];

/** The ways to the other pages. @param here the page that they stand on */
function PageLinks({ here }: { here: PageName }) {
  return (
    <nav aria-label={texts.page.all}>
      {PAGES.filter((page) => page !== here).map((page) => (
        <a key={page} href={`../${page}/index.html`} data-testid={`open-${page}`}>
          {texts.page.names[page]}
        </a>
      ))}
    </nav>
  );
}

interface PageProps {
  readonly here: PageName;
  /** The background does not answer. */
  readonly lost: boolean;
  readonly broad?: boolean;
  /** What it shows; null while that is read. */
  readonly children: ComponentChildren;
}

/** A page of its own: what it is called, the ways to the others, and what it shows once it is read. */
export function Page({ here, lost, broad = false, children }: PageProps) {
  return (
    <main class={broad ? 'page broad' : 'page'}>
      <header class="title">
        <img src={icon} alt="" width={32} height={32} />
        <h1>{texts.page.names[here]}</h1>
        <PageLinks here={here} />
      </header>
      <div role="alert">
        {lost ? (
          <Notice kind="error">
            <p>{BACKGROUND_SILENT}</p>
          </Notice>
        ) : null}
      </div>
      {children ?? (lost ? null : <p class="faint">{texts.page.reading}</p>)}
    </main>
  );
}
