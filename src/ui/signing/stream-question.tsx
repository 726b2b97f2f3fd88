import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { SiteQuestionView } from '../../messages/signing.ts';
import { Notice } from '../parts/notice.tsx';
import { visible } from '../wording.ts';
import { type Answering, Frame, NOTHING } from './frame.tsx';
import { subjectMeaning } from './subject-meaning.ts';
import { texts } from './texts.ts';

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
      wants={texts.stream.wants}
      yes={none ? null : texts.stream.yes}
      no={none ? texts.close : texts.reject}
      risky={question.lookAlike}
      agreed={chosen.value === null ? null : { ...NOTHING, streamId: chosen.value }}
    >
      <div class="stack">
        <h2>{subjects.length === 1 ? texts.stream.subject : texts.stream.subjects}</h2>
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
        <Notice kind="info" title={texts.stream.none} testid="no-stream">
          <p>{texts.stream.noneWords}</p>
        </Notice>
      ) : (
        <>
          <fieldset class="stack">
            <legend class="legend">
              {streams.length === 1 ? texts.stream.one : texts.stream.several}
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
                  <span dir="auto">{visible(name)}</span>
                  <code class="faint">{visible(url)}</code>
                </span>
              </label>
            ))}
          </fieldset>
          <div class="stack">
            <h2>{texts.may}</h2>
            <ul class="points">
              {texts.stream.points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
            <p class="faint">{texts.back}</p>
          </div>
        </>
      )}
    </Frame>
  );
}
