import { Progress } from './progress.tsx';

/** Says that something is under way, while it is. */
export function Working(props: { on: boolean; doing: string }) {
  return (
    <div role="status">
      {props.on ? (
        <div class="stack">
          <p class="state">{props.doing}</p>
          <Progress fraction={null} label={props.doing} />
        </div>
      ) : null}
    </div>
  );
}
