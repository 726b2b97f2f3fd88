import { useMemo } from 'preact/hooks';
import { encode } from 'uqr';

/** A text as a code that phones read: dark on white in every theme, as readers want it. */
export function Qr(props: { text: string; label: string }) {
  const { data, size } = useMemo(() => encode(props.text, { border: 3 }), [props.text]);
  // One path for all of it: each dark square as a line of its own in that path.
  const path = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <svg
      class="qr"
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
      data-testid="qr"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path.join('')} fill="#000" />
    </svg>
  );
}
