import type { ComponentChildren } from 'preact';
import type { Said } from '../sentences.ts';
import { Panel } from './panel.tsx';
import { Problem } from './problem.tsx';
import { Progress } from './progress.tsx';

interface ConfirmProps {
  readonly label: string;
  readonly yes: string;
  readonly no: string;
  readonly busy: boolean;
  /** What is said while it is done. */
  readonly doing: string;
  readonly problem: Said | null;
  /** It cannot be said yes to yet. */
  readonly blocked?: boolean;
  readonly testid: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
  readonly children: ComponentChildren;
}

/** Asks before something that cannot be taken back. The way out comes first and has the focus. */
export function Confirm(props: ConfirmProps) {
  return (
    <Panel label={props.label} testid={props.testid} onClose={props.onNo}>
      {props.children}
      <Problem sentence={props.problem} />
      <div role="status">
        {props.busy ? (
          <div class="stack">
            <p class="state">{props.doing}</p>
            <Progress fraction={null} label={props.doing} />
          </div>
        ) : null}
      </div>
      <div class="buttons">
        <button type="button" data-first data-testid={`${props.testid}-no`} onClick={props.onNo}>
          {props.no}
        </button>
        <button
          type="button"
          class="risky"
          data-testid={`${props.testid}-yes`}
          disabled={props.blocked === true}
          // Not disabled while it works: it would lose the focus.
          aria-disabled={props.busy}
          onClick={props.onYes}
        >
          {props.yes}
        </button>
      </div>
    </Panel>
  );
}
