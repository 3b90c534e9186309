import { assert, assertEquals } from "@std/assert";
import {
  columnChart,
  escapeHtml,
  lineChart,
  most,
} from "../../../../lib/cli/report/page/charts.ts";

const AXES = { title: 'a "b" <c>', left: "<", right: "&", top: "t" };

const bar = (label: string, value: number) => ({
  ...{ label, value, shown: `${value}` },
});

Deno.test("The highest column is as high as the chart, and one of nothing has no height", () => {
  const chart = columnChart([bar("x", 4), bar("y", 2), bar("z", 0)], AXES);
  const heights = [...chart.matchAll(/height="([\d.]+)"/g)].map(([, h]) => h);
  assertEquals(heights, ["200.0", "100.0", "0.0"]);
});

Deno.test("What is shown is no markup, whoever wrote it", () => {
  assertEquals(
    escapeHtml(`<a href="x">&`),
    "&lt;a href=&quot;x&quot;&gt;&amp;",
  );
  const chart = columnChart([bar("<script>", 1)], AXES);
  assert(!chart.includes("<script>") && chart.includes("&lt;script&gt;: 1"));
  assert(chart.includes("<title>a &quot;b&quot; &lt;c&gt;</title>"));
});

Deno.test("A line goes from its first point to the right end, above its area", () => {
  const chart = lineChart([{ x: 0, y: 5 }, { x: 10, y: 10 }], AXES);
  assert(chart.includes('points="0.0,124.0 720.0,24.0"'), chart);
  assert(chart.includes('points="0.0,224.0 0.0,124.0 720.0,24.0 720,224"'));
});

Deno.test("A chart of nothing divides by nothing", () => {
  assertEquals(lineChart([], AXES), "");
  for (
    const chart of [columnChart([], AXES), lineChart([{ x: 0, y: 0 }], AXES)]
  ) {
    assert(!/NaN|Infinity/.test(chart), chart);
  }
  assertEquals([most([]), most([0.5]), most([3, 7])], [1, 1, 7]);
  assertEquals(most(new Array(300_000).fill(2)), 2);
});
