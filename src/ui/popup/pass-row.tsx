import { useSignal } from '@preact/signals';
import type { PassView } from '../../messages/contract.ts';
import { Amount } from '../parts/amount.tsx';
import { Txid } from '../parts/txid.tsx';
import { addAmounts, clip, hostOf, moment, visible } from '../wording.ts';
import { PassActions } from './pass-actions.tsx';
import { passLine, usesWords } from './pass-words.ts';
import { texts as all } from './texts.ts';

const texts = all.pass;

import { WhatHappened } from './what-happened.tsx';

interface PassRowProps {
  readonly pass: PassView;
  readonly now: number;
  /** In a list it is also said whose it is, and the rest is folded away. */
  readonly inList: boolean;
  readonly onDone: () => void;
}

/** One pass: what is left of it, what it cost, and what can be done with it. */
export function PassRow(props: PassRowProps) {
  const { pass, now, inList, onDone } = props;
  // With a hundred passes, what is folded away would take most of the time to show the popup.
  const opened = useSignal(false);
  return (
    <div class={`pass ${pass.state}`} data-testid="pass">
      {inList ? <p class="host">{hostOf(pass.origin)}</p> : null}
      <p class="state">
        <span class="dot" aria-hidden="true" />
        {passLine(pass, now)}
      </p>
      {pass.state === 'refused' ? <Txid txid={pass.txid} /> : null}
      {inList ? (
        <>
          <p class="row faint">
            <span>{texts.boughtAt(moment(pass.boughtAt, now))}</span>
            <Amount piconero={addAmounts(pass.paid, pass.fee)} />
          </p>
          <details
            class="more"
            onToggle={(event) => {
              if (event.currentTarget.open) opened.value = true;
            }}
          >
            <summary data-testid="pass-more">
              {texts.details(hostOf(pass.origin), (words) => (
                <span class="unseen">{words}</span>
              ))}
            </summary>
            {opened.value ? (
              <>
                <PassFigures pass={pass} now={now} />
                <WhatHappened pass={pass} now={now} />
                <PassActions pass={pass} onDone={onDone} />
              </>
            ) : null}
          </details>
        </>
      ) : (
        <>
          <PassFigures pass={pass} now={now} />
          <WhatHappened pass={pass} now={now} />
          <PassActions pass={pass} onDone={onDone} />
        </>
      )}
    </div>
  );
}

function PassFigures(props: { pass: PassView; now: number }) {
  const { pass, now } = props;
  return (
    <dl class="figures">
      <div>
        <dt>{texts.charged}</dt>
        <dd>
          <Amount piconero={pass.paid} />
        </dd>
      </div>
      <div>
        <dt>{texts.fee}</dt>
        <dd>
          <Amount piconero={pass.fee} />
        </dd>
      </div>
      <div>
        <dt>{texts.bought}</dt>
        <dd class="number">{moment(pass.boughtAt, now)}</dd>
      </div>
      {pass.confirmationsNeeded > 1 && pass.confirmations !== null ? (
        <div>
          <dt>{texts.confirmations}</dt>
          <dd class="number" data-testid="pass-confirmations">
            {texts.confirmed(
              Math.min(pass.confirmations, pass.confirmationsNeeded),
              pass.confirmationsNeeded,
            )}
          </dd>
        </div>
      ) : null}
      <div>
        <dt>{texts.used}</dt>
        <dd class="number" data-testid="pass-uses">
          {usesWords(pass, now)}
        </dd>
      </div>
      {pass.urls.length === 0 ? null : <PassUrls urls={pass.urls} />}
    </dl>
  );
}

function PassUrls(props: { urls: readonly string[] }) {
  // Newest first: that is the one that the user remembers.
  const urls = props.urls.toReversed();
  return (
    <div>
      <dt>{texts.goodFor}</dt>
      <dd>
        <details class="urls" data-testid="pass-urls">
          <summary>{texts.addresses(urls.length)}</summary>
          <ul>
            {urls.map((url) => (
              <li key={url}>
                <code>{clip(visible(url))}</code>
              </li>
            ))}
          </ul>
        </details>
      </dd>
    </div>
  );
}
