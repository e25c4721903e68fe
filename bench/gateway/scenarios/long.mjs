// What a turn costs in a session of very many lines, by turns with one in a session of as many lines as one compaction leaves.
import { round, told } from '../lib/figures.mjs';
import { buildHistory, historyKey } from '../lib/history.mjs';
import { seed } from '../lib/seed.mjs';
import { summary } from '../lib/turns.mjs';

const MESSAGES = 20;

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
  const sessions = { short: gateway.key('stretched-short'), long: gateway.key('stretched-long') };
  found.first = {};
  for (const [name, key] of Object.entries(sessions)) found.first[name] = round((await gateway.turns.ask(key, 'echo first')).finalMs);
  Object.assign(found, await byTurns(gateway, sessions, figures.runs * 5));
  found.ratio = round(found.long.final.p50 / found.short.final.p50);
  report.say('  short', told(found.short.final), '| long', told(found.long.final), '| ratio', found.ratio);
}

/** One turn here, one there: a slow minute of the machine falls on both. */
async function byTurns(gateway, sessions, count) {
  const turns = { short: [], long: [] };
  for (let i = 0; i < count; i++) {
    for (const [name, key] of Object.entries(sessions)) turns[name].push(await gateway.turns.ask(key, 'echo one two three'));
  }
  return { short: summary(turns.short, 'one two three'), long: summary(turns.long, 'one two three') };
}
