/** A value with a name, as one bar of a chart. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value as it is shown. */
  readonly shown: string;
}

/** A point of a line. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a chart is labelled. */
export interface Axes {
  /** What the chart is, for those who cannot see it. */
  readonly title: string;
  readonly left: string;
  readonly right: string;
  readonly top: string;
}

const WIDTH = 720;
const HEIGHT = 200;
const MARGIN = 24;

/** Columns side by side, as of a histogram; the labels are at both ends. */
export function columnChart(bars: readonly Bar[], axes: Axes): string {
  const highest = most(bars.map(({ value }) => value));
  const width = WIDTH / Math.max(1, bars.length);
  const columns = bars.map(({ label, value, shown }, index) => {
    const height = value / highest * HEIGHT;
    const x = (index * width).toFixed(1);
    const y = (MARGIN + HEIGHT - height).toFixed(1);
    const size = `width="${(width * 0.9).toFixed(1)}" height="${
      height.toFixed(1)
    }"`;
    return `<rect class="bar" x="${x}" y="${y}" ${size}><title>${
      escapeHtml(`${label}: ${shown}`)
    }</title></rect>`;
  });
  return frame(columns.join(""), axes);
}

/** A line over time, with the area below it. */
export function lineChart(points: readonly Point[], axes: Axes): string {
  const [first] = points;
  if (first === undefined) return "";
  const right = most(points.map(({ x }) => x));
  const top = most(points.map(({ y }) => y));
  const place = ({ x, y }: Point) =>
    `${(x / right * WIDTH).toFixed(1)},${
      (MARGIN + HEIGHT - y / top * HEIGHT).toFixed(1)
    }`;
  const line = points.map(place).join(" ");
  const floor = MARGIN + HEIGHT;
  const area = `${place({ ...first, y: 0 })} ${line} ${WIDTH},${floor}`;
  return frame(
    `<polygon class="area" points="${area}"/>` +
      `<polyline class="line" points="${line}"/>`,
    axes,
  );
}

function frame(inside: string, { title, left, right, top }: Axes): string {
  const bottom = MARGIN + HEIGHT + 18;
  return `<svg role="img" viewBox="0 0 ${WIDTH} ${bottom + 6}">` +
    `<title>${escapeHtml(title)}</title>` +
    `<line class="axis" x1="0" x2="${WIDTH}" y1="${MARGIN + HEIGHT}" y2="${
      MARGIN + HEIGHT
    }"/>${inside}` +
    `<text x="0" y="16">${escapeHtml(top)}</text>` +
    `<text x="0" y="${bottom}">${escapeHtml(left)}</text>` +
    `<text x="${WIDTH}" y="${bottom}" text-anchor="end">${
      escapeHtml(right)
    }</text></svg>`;
}

/** The largest of some values, at least 1; the numbers of a run may be many. */
export function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 1);
}

/** A text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
