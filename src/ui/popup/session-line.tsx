import type { Overview } from '../../messages/contract.ts';
import { Notice } from '../parts/notice.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { explained } from '../sentences.ts';
import { texts as all } from './texts.ts';

const texts = all.session;

/** Whether the user is logged in to the web app in the tab, and what went wrong with that. */
export function SessionLine(props: { session: NonNullable<Overview['session']> }) {
  const { isLoggedIn, failure } = props.session;
  return (
    <div class="part stack" data-testid="session">
      <div class="line">
        <p class="state">{isLoggedIn ? texts.loggedIn : texts.loggedOut}</p>
        <a
          href="../services/index.html"
          target="_blank"
          rel="noreferrer"
          data-testid="open-web-apps"
        >
          {isLoggedIn ? texts.look : texts.logIn}
        </a>
      </div>
      {failure === null ? null : (
        <Notice kind="warning" testid="session-failure">
          <p>
            <Sentence of={explained(failure)} />
          </p>
        </Notice>
      )}
    </div>
  );
}
