import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { SiteQuestionView } from '../../messages/signing.ts';
import { Notice } from '../parts/notice.tsx';
import { visible } from '../wording.ts';
import { type Answering, Frame, NOTHING } from './frame.tsx';
import { subjectMeaning } from './subject-meaning.ts';

type Stream = Extract<SiteQuestionView, { kind: 'stream' }>;

/** What a site may hear, and on which of the user's connections. */
export function StreamQuestion(props: Answering & { readonly question: Stream }) {
  const { question } = props;
  const { streams, subjects } = question;
  const group = useId();
  const chosen = useSignal(streams[0]?.id ?? null);
  const none = streams.length === 0;
  return (
    <Frame
      {...props}
      wants="Let this site listen?"
      yes={none ? null : 'Allow'}
      no={none ? 'Close' : 'Reject'}
      risky={question.lookAlike}
      agreed={chosen.value === null ? null : { ...NOTHING, streamId: chosen.value }}
    >
      <div class="stack">
        <h2>{subjects.length === 1 ? 'To this subject' : 'To these subjects'}</h2>
        <ul class="subjects">
          {subjects.map((subject) => (
            <li key={subject}>
              <code data-testid="subject">{visible(subject)}</code>
              <span class="faint">{subjectMeaning(subject)}</span>
            </li>
          ))}
        </ul>
      </div>
      {none ? (
        <Notice kind="info" title="You have no connection to a NATS server" testid="no-stream">
          <p>There is nothing to listen to. The site is told no more than that you said no.</p>
        </Notice>
      ) : (
        <>
          <fieldset class="stack">
            <legend class="legend">
              {streams.length === 1 ? 'On your connection' : 'On which of your connections?'}
            </legend>
            {streams.map(({ id, name, url }) => (
              <label key={id} class="choice">
                <input
                  type="radio"
                  name={group}
                  data-testid="stream"
                  value={id}
                  checked={chosen.value === id}
                  onChange={() => {
                    chosen.value = id;
                  }}
                />
                <span class="account-line">
                  <span>{visible(name)}</span>
                  <code class="faint">{visible(url)}</code>
                </span>
              </label>
            ))}
          </fieldset>
          <div class="stack">
            <h2>What it may do then</h2>
            <ul class="points">
              <li>Hear what is published there, whenever one of its pages is open.</li>
              <li>It does not see your login, nor can it publish anything.</li>
            </ul>
            <p class="faint">You can take this back in the settings.</p>
          </div>
        </>
      )}
    </Frame>
  );
}
