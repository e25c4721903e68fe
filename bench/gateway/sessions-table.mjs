#!/usr/bin/env node
// What the scenarios `sessions` and `long` found, as Markdown tables: node sessions-table.mjs results.json
import fs from 'node:fs';
import { distribution } from './lib/figures.mjs';

const { options, results: { sessions, long }, contention } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const told = (d, unit) => `${d.p50} ${unit} (${d.min} to ${d.max})`;
const start = (name, unit, at) => `| ${name} | ${['empty', 'full'].map((state) => told(distribution(sessions[state].map(at)), unit)).join(' | ')} |`;
const turn = (name, measure) => `| ${name} | ${['short', 'long', 'begun', 'over'].map((of) => told(long[of][measure], 'ms')).join(' | ')} |`;
const median = (state, at) => distribution(sessions[state].map(at)).p50;

console.log(`${sessions.copies.said}. Load at the beginning: ${contention.sessions.load[0].toFixed(1)}, before the turns ${contention.long.load[0].toFixed(1)}.

| after a start: median of ${sessions.empty.length} (least to most) | an empty house | ${options.sessions} sessions |
|---|---|---|
${start('process start → hello-ok', 'ms', (s) => s.helloMs)}
${start('processor time until then', 'ms', (s) => s.helloCpuMs)}
${start('first `sessions.list` of 50', 'ms', (s) => s.first.ms)}
${start('second', 'ms', (s) => s.second.ms)}
${start('the next twenty, median', 'ms', (s) => s.warm.p50)}
${start('memory (RSS)', 'MB', (s) => s.rssMB)}

More than an empty house: ${median('full', (s) => s.helloMs) - median('empty', (s) => s.helloMs)} ms until hello-ok, ${median('full', (s) => s.helloCpuMs) - median('empty', (s) => s.helloCpuMs)} ms of processor time.

| a turn: median of ${long.long.final.n} (least to most) | what a compaction left | the same after ${options.lines} lines | just begun | begun anew after ${options.lines} lines |
|---|---|---|---|---|
${turn('until the answer stands', 'final')}
${turn('processor time of the gateway, in blocks of 20', 'cpuMs')}

Ratio of the medians: ${long.ratio}, and ${long.ratioOver} for those that begin. A page of 50 messages: ${sessions.pages.short} ms of a short conversation (the first
page since the start), ${sessions.pages.first} ms of one of ${options.lines} lines that nobody has looked at, ${told(sessions.pages.again, 'ms')} of it again.`);
