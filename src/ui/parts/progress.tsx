/** A calm bar; without a fraction it only says that something is under way. */
export function Progress(props: { fraction: number | null; label: string }) {
  return props.fraction === null ? (
    <progress aria-label={props.label} />
  ) : (
    <progress aria-label={props.label} max={1} value={props.fraction} />
  );
}
