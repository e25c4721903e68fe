#!/usr/bin/env node
// table.mjs - what side-by-side.sh measured, as a Markdown table: both gateways, and how many times as good Chela is. The bars are
// ratios, too: those between OpenClaw's figures of the machine that the bars were set on, and the bars.
import fs from 'node:fs';

const results = {};
for (const gateway of ['openclaw', 'gateway']) {
  results[gateway] = {};
  for (const scenario of ['cold', 'idle', 'rpc', 'chat', 'tool', 'load']) {
    const file = new URL(`../target/side-by-side/${gateway}-${scenario}.json`, import.meta.url);
    if (fs.existsSync(file)) Object.assign(results[gateway], JSON.parse(fs.readFileSync(file)).results);
  }
}

// name, unit, where it stands, the bar as a ratio, and whether more is better
const ROWS = [
  ['process start → hello-ok, warm', 'ms', (r) => r.cold.helloMs.p50, 8.8 / 1.8],
  ['processor time until then', 's', (r) => r.cold.cpuToHelloSec.p50],
  ['memory of the processes, idle: RSS', 'MB', (r) => r.idle.after.rssMB, 833 / 170],
  ['the same: PSS', 'MB', (r) => r.idle.after.pssMB, 686 / 170],
  ['`health` round trip', 'ms', (r) => r.rpc.health.seq.p50, 2.6 / 0.5],
  ['`health` pipelined', '/s', (r) => r.rpc.health.pipePerSec, 10_000 / 784, true],
  ['`health` once warm', 'ms', (r) => r.rpc['health once warm'].seq.p50, 2.6 / 0.5],
  ['`health` pipelined, once warm', '/s', (r) => r.rpc['health once warm'].pipePerSec, 10_000 / 784, true],
  ['`agents.list` round trip', 'ms', (r) => r.rpc['agents.list'].seq.p50],
  ['`agents.list` pipelined', '/s', (r) => r.rpc['agents.list'].pipePerSec, undefined, true],
  ['chat turn, zero-delay model: ack', 'ms', (r) => r.chat.fresh.ack.p50, 41 / 5],
  ['first delta', 'ms', (r) => r.chat.fresh.firstDelta.p50, 354 / 15],
  ['final', 'ms', (r) => r.chat.fresh.final.p50, 391 / 20],
  ['the first turn after a start', 'ms', (r) => r.chat.firstTurnAfterStart.finalMs, 4.3 / 0.8],
  ['processor time for each turn', 's', (r) => r.chat.fresh.cpuSecPerTurn, 0.37 / 0.02],
  ['final in a session of 200 messages', 'ms', (r) => r.chat.history.final.p50],
  ['first delta once warm', 'ms', (r) => r.chat.warm.firstDelta.p50, 354 / 15],
  ['final once warm', 'ms', (r) => r.chat.warm.final.p50, 391 / 20],
  ['processor time for each turn once warm', 's', (r) => r.chat.warm.cpuSecPerTurn, 0.37 / 0.02],
  ['tool turn (`read`)', 'ms', (r) => r.tool.read.final.p50, 356 / 25],
  ['tool turn once warm', 'ms', (r) => r.tool['read once warm'].final.p50, 356 / 25],
  ['32 sessions at once: turns', '/s', (r) => r.load[32].turnsPerSec, 150 / 3.1, true],
  ['32 sessions at once: p95', 'ms', (r) => r.load[32].final.p95, 11.7 / 0.4],
  ['128 sessions at once: turns', '/s', (r) => r.load[128].turnsPerSec, 150 / 3.3, true],
  ['128 sessions at once: p95', 'ms', (r) => r.load[128].final.p95, 40.8 / 1.2],
];

const times = (ratio) => ratio === undefined ? '' : `${ratio >= 10 ? Math.round(ratio) : ratio.toFixed(1)} ×`;
console.log('| measure | OpenClaw | Chela | times as good | bar | reached |\n|---|---|---|---|---|---|');
for (const [name, unit, at, bar, moreIsBetter] of ROWS) {
  const values = ['openclaw', 'gateway'].map((gateway) => { try { return at(results[gateway]); } catch { return undefined; } });
  if (values.includes(undefined)) continue;
  const [theirs, ours] = values;
  const ratio = moreIsBetter ? ours / theirs : theirs / ours;
  const reached = bar === undefined ? '' : ratio >= bar ? 'yes' : 'no';
  console.log(`| ${name} | ${theirs} ${unit} | ${ours} ${unit} | ${times(ratio)} | ${times(bar)} | ${reached} |`);
}
