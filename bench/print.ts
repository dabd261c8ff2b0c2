/** Cells of Markdown tables. */
export const number = (value: number, digits = 0) =>
  value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });

export const row = (cells: string[]) => console.log(`| ${cells.join(' | ')} |`);

export function head(title: string, cells: string[]) {
  console.log(`\n### ${title}\n`);
  row(cells);
  row(cells.map(() => '---'));
}
