import type { Measurement } from './benchmark.ts'

/** Labels to the left, numbers to the right. */
export function renderTable({ columns, rows }: Pick<Measurement, 'columns' | 'rows'>): string {
  const lines = [['', ...columns], ...rows.map(({ label, cells }) => [label, ...cells])]
  const widths = ['', ...columns].map((_column, index) => Math.max(...lines.map((cells) => cells[index]?.length ?? 0)))
  return lines
    .map((cells) =>
      widths
        .map((width, index) => (index === 0 ? (cells[0] ?? '').padEnd(width) : (cells[index] ?? '').padStart(width)))
        .join('   ')
        .trimEnd(),
    )
    .join('\n')
}
