import { passes, type Row } from './row.ts';

const HEAD = ['row', 'unit', 'ours', 'reference', 'ratio', 'bar', '', 'A/A'];

/** The rows as text, a line each. Numbers stand to the right. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [
    HEAD,
    ...rows.map((row) => [
      row.name,
      row.unit,
      amountOf(row.ours),
      amountOf(row.reference),
      row.ratio.toFixed(3),
      row.bar.toFixed(3),
      passes(row) ? 'ok' : 'MISS',
      row.control === undefined ? '' : row.control.toFixed(3),
    ]),
  ];
  const widths = HEAD.map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return isText(column) ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function isText(column: number): boolean {
  return column <= 1 || column === 6;
}

/** Bytes and counts are whole; milliseconds have the digits that their size deserves. */
function amountOf(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(value < 10 ? 3 : 1);
}
