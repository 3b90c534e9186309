// What a thread of a Node pool does with one batch: lines in, one text out.

const workerpool = process.argv.includes("workerpool") && require("workerpool");

function mapBatch(lines) {
  let out = "";
  for (const line of lines) {
    const e = JSON.parse(line);
    out += JSON.stringify({
      id: e.id,
      s: e.score * e.score,
      n: e.name.length,
    }) + "\n";
  }
  return out;
}

if (workerpool) workerpool.worker({ mapBatch });

module.exports = mapBatch;
