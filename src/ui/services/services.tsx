import { Notice } from '../parts/notice.tsx';
import { Page } from '../parts/page.tsx';
import { useReading } from '../reading.ts';
import { ApiKeys } from './api-keys.tsx';
import { ConfigFile } from './config-file.tsx';
import { OAuth } from './oauth.tsx';
import { texts } from './texts.ts';
import { WebApps } from './web-apps.tsx';

/** What the user logs in to, beside what is paid for: web apps, API keys, OAuth. */
export function ServicesPage() {
  const { known, lost } = useReading('vault.read');
  const vault = known.value;
  const state = vault === null ? null : vault.ok ? vault.state : 'locked';
  return (
    <Page here="services" lost={lost.value}>
      {state === null ? null : (
        <>
          <VaultNotice state={state} />
          <WebApps isLocked={state !== 'unlocked'} />
          <ApiKeys isLocked={state !== 'unlocked'} />
          <OAuth isLocked={state !== 'unlocked'} />
          <ConfigFile isLocked={state !== 'unlocked'} />
        </>
      )}
    </Page>
  );
}

/** Passwords, keys and tokens are kept behind the vault's password. */
function VaultNotice(props: { state: 'none' | 'locked' | 'unlocked' }) {
  if (props.state === 'unlocked') return null;
  const isNone = props.state === 'none';
  return (
    <Notice kind="info" title={isNone ? texts.noPassword : texts.locked} testid="vault-notice">
      <p>{isNone ? texts.noPasswordWords : texts.lockedWords}</p>
      <p>
        <a class="button" href="../settings/index.html#password">
          {isNone ? texts.setPassword : texts.unlock}
        </a>
      </p>
    </Notice>
  );
}
