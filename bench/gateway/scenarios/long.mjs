// What a turn costs in a session of very many lines, by turns with one in a session without them that shows the model the same: one that
// was compacted beside what a compaction leaves, and one that was begun anew at its end beside one that has just begun.
import { distribution, round, told } from '../lib/figures.mjs';
import { buildHistory, historyKey } from '../lib/history.mjs';
import { seed } from '../lib/seed.mjs';

const MESSAGES = 20;
const BLOCK = 20;

export default async function long(bench, found) {
  const { gateway, figures, report } = bench;
  await gateway.ensure();
  await buildHistory(gateway, MESSAGES);
  await gateway.client.call('sessions.compact', { key: historyKey(gateway) });
  await gateway.turns.ask(historyKey(gateway), 'echo after the compaction');
  await gateway.stop();
  found.seed = await seed(bench, 'stretched', historyKey(gateway), figures.lines);
  report.say('  seeded', found.seed.said);
  await gateway.start();
  const sessions = {
    short: gateway.key('stretched-short'), long: gateway.key('stretched-long'), begun: gateway.freshKey('begun'), over: gateway.key('stretched-over'),
  };
  await gateway.client.call('sessions.reset', { key: sessions.over });
  found.first = {};
  for (const [name, key] of Object.entries(sessions)) found.first[name] = round((await gateway.turns.ask(key, 'echo first')).finalMs);
  Object.assign(found, await byTurns(gateway, sessions, Math.ceil(figures.runs * 5 / BLOCK)));
  found.ratio = round(found.long.final.p50 / found.short.final.p50);
  found.ratioOver = round(found.over.final.p50 / found.begun.final.p50);
  for (const name of Object.keys(sessions)) report.say(`  ${name}`, told(found[name].final), '| processor', told(found[name].cpuMs));
  report.say('  ratio', found.ratio, 'and', found.ratioOver);
}

/** A block here, one there: a slow minute of the machine falls on all. In the first of each the code warms up, so it is not counted. */
async function byTurns(gateway, sessions, blocks) {
  const found = Object.fromEntries(Object.keys(sessions).map((name) => [name, { final: [], cpuMs: [] }]));
  for (let block = 0; block <= blocks; block++) {
    for (const [name, key] of Object.entries(sessions)) {
      const cpu = gateway.usage().cpu, times = await asked(gateway, key);
      if (block === 0) continue;
      found[name].final.push(...times);
      found[name].cpuMs.push(round((gateway.usage().cpu - cpu) * 1000 / BLOCK));
    }
  }
  for (const of of Object.values(found)) for (const measure of Object.keys(of)) of[measure] = distribution(of[measure]);
  return found;
}

async function asked(gateway, key) {
  const times = [];
  for (let i = 0; i < BLOCK; i++) {
    const { state, text, finalMs } = await gateway.turns.ask(key, 'echo one two three');
    if (state !== 'final' || !text.includes('one two three')) throw new Error(`a turn of ${key} went wrong: ${state} ${text}`);
    times.push(finalMs);
  }
  return times;
}
