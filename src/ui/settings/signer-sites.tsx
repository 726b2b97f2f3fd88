import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useCallback, useEffect } from 'preact/hooks';
import { onChanged, send } from '../../messages/client.ts';
import type { Output } from '../../messages/contract.ts';
import { read } from '../background.ts';
import { Problem } from '../parts/problem.tsx';
import { unbroken } from '../parts/sentence.tsx';
import { useTask } from '../task.ts';
import { hostOf, moment, shorten, visible } from '../wording.ts';
import { texts } from './texts.ts';

type Known = Output<'signer_sites.read'>;
type Site = Known['sites'][number];

/** Sites that may ask for a signature or listen, and whether pages find us as Keplr. */
export function SignerSites() {
  const known = useSignal<Known | null>(null);
  const task = useTask();

  const load = useCallback(async (): Promise<void> => {
    try {
      known.value = await read('signer_sites.read', {});
    } catch {
      // The page says already that the background is silent.
    }
  }, [known]);
  useEffect(() => {
    onChanged(() => void load());
    void load();
  }, [load]);

  if (known.value === null) return null;
  const { sites, keplrAlias } = known.value;
  return (
    <section class="card stack wide" aria-labelledby="signer-sites-title">
      <div>
        <h2 id="signer-sites-title">{texts.signerSites.title}</h2>
        <p class="faint">{texts.signerSites.words}</p>
      </div>
      {sites.length === 0 ? (
        <p class="state">{texts.signerSites.none}</p>
      ) : (
        <ul class="list">
          {sites.map((site) => (
            <li key={site.origin} class="stack" data-testid="signer-site">
              <SiteLine
                site={site}
                onDisconnect={() =>
                  void task.run(() => send('signer_sites.disconnect', { origin: site.origin }))
                }
                onDeafen={() =>
                  void task.run(() => send('signer_sites.stop_streams', { origin: site.origin }))
                }
                onStop={() =>
                  void task.run(() => send('signer_sites.stop_auto_sign', { origin: site.origin }))
                }
              />
            </li>
          ))}
        </ul>
      )}
      <div class="part stack">
        <label class="check">
          <input
            type="checkbox"
            data-testid="keplr-alias"
            aria-describedby="keplr-alias-hint"
            checked={keplrAlias}
            // What is shown is what is stored, also when it could not be.
            onChange={(event) => {
              const on = event.currentTarget.checked;
              event.currentTarget.checked = keplrAlias;
              void task.run(() => send('keplr_alias.set', { on })).then(load);
            }}
          />
          {texts.signerSites.keplr}
        </label>
        <p id="keplr-alias-hint" class="hint">
          {texts.signerSites.keplrHint}
        </p>
      </div>
      <Problem sentence={task.problem} />
    </section>
  );
}

interface SiteLineProps {
  readonly site: Site;
  readonly onDisconnect: () => void;
  /** It is to hear nothing any more. */
  readonly onDeafen: () => void;
  readonly onStop: () => void;
}

function SiteLine(props: SiteLineProps) {
  const { origin, grants, streams, autoSign } = props.site;
  const host = hostOf(origin);
  return (
    <>
      <Line
        press={texts.signerSites.disconnect}
        of={host}
        testid="signer-site-disconnect"
        onPress={props.onDisconnect}
      >
        <p class="host">{host}</p>
        {grants.map(({ chainId, address }) => (
          <p key={chainId} class="faint" title={visible(address)}>
            {unbroken(texts.signerSites.account(visible(shorten(address, 12)), visible(chainId)))}
          </p>
        ))}
      </Line>
      {streams.length === 0 ? null : (
        <Line
          press={texts.signerSites.stop}
          of={host}
          testid="site-streams-stop"
          onPress={props.onDeafen}
        >
          <p>{texts.signerSites.listens}</p>
          {streams.map(({ name, subject }) => (
            <p key={`${name} ${subject}`} class="faint">
              {texts.signerSites.subject(visible(subject), <bdi>{visible(name)}</bdi>)}
            </p>
          ))}
        </Line>
      )}
      {autoSign.length === 0 ? null : (
        <Line
          press={texts.signerSites.ask}
          of={host}
          testid="auto-sign-stop"
          onPress={props.onStop}
        >
          <p>{texts.signerSites.autoSigned}</p>
          {autoSign.map(({ chainId, typeUrl, left, until }) => (
            <p key={`${chainId} ${typeUrl}`} class="faint">
              {texts.signerSites.autoSign(
                visible(nameOf(typeUrl)),
                left,
                moment(until, Date.now()),
              )}
            </p>
          ))}
        </Line>
      )}
    </>
  );
}

interface LineProps {
  readonly children: ComponentChildren;
  /** What the button beside it says, and of what: told where the line is not seen. */
  readonly press: string;
  readonly of: string;
  readonly testid: string;
  readonly onPress: () => void;
}

/** Something that a site may do, and the button that ends it. */
function Line(props: LineProps) {
  return (
    <div class="site-line">
      <div class="grow">{props.children}</div>
      <button
        type="button"
        class="quiet"
        data-testid={props.testid}
        aria-label={`${props.press}: ${props.of}`}
        onClick={props.onPress}
      >
        {props.press}
      </button>
    </div>
  );
}

/** The last part of a message's type. */
function nameOf(typeUrl: string): string {
  return typeUrl.slice(typeUrl.lastIndexOf('.') + 1);
}
