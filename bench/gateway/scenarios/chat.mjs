// Turns with a model that answers at once: the first after the start, in new sessions, in one of many messages, and in new ones again.
import { distribution, round, told } from '../lib/figures.mjs';
import { buildHistory, historyKey } from '../lib/history.mjs';
import { summary } from '../lib/turns.mjs';

const WORDS = 'one two three';

export default async function chat(bench, found) {
  const { gateway, keep } = bench;
  await gateway.ensure();
  found.firstTurnAfterStart = await first(bench);
  for (let i = 0; i < 3; i++) await gateway.turns.ask(gateway.freshKey('warm'), 'echo warm up');
  found.fresh = await newSessions(bench);
  keep();
  found.building = await building(bench);
  keep();
  found.history = await longSession(bench);
  keep();
  found.warm = await newSessions(bench);
}

async function first({ gateway, report }) {
  const { ackMs, firstMs, finalMs, state, error } = await gateway.turns.ask(gateway.freshKey('first'), 'echo first turn');
  const told = { ackMs: round(ackMs), firstMs: round(firstMs), finalMs: round(finalMs), state, error };
  report.say('  very first turn', JSON.stringify(told));
  return told;
}

async function newSessions({ gateway, model, figures, report }) {
  await model.reset();
  const { turns, cpuSecPerTurn } = await counted(gateway, figures.runs, (i) => gateway.turns.ask(gateway.freshKey(`new-${i}`), `echo ${WORDS}`));
  const { bodyBytes, systemChars, nTools } = await model.last();
  const requestsPerTurn = round((await model.stats()).requests / figures.runs);
  const found = { ...summary(turns, WORDS), cpuSecPerTurn, requestsPerTurn, request: { bodyBytes, systemChars, nTools } };
  report.say('  new sessions: ack', told(found.ack), '| first', told(found.firstDelta), '| final', told(found.final), 'cpu', cpuSecPerTurn);
  return found;
}

async function building({ gateway, figures }) {
  const turns = await buildHistory(gateway, figures.history);
  const ends = turns.map((turn) => turn.finalMs);
  return { turns: turns.length, first10: distribution(ends.slice(0, 10)), last10: distribution(ends.slice(-10)), errors: summary(turns).errors };
}

async function longSession({ gateway, model, figures, report }) {
  const { turns, cpuSecPerTurn } = await counted(gateway, figures.runs, () => gateway.turns.ask(historyKey(gateway), `echo ${WORDS}`));
  const { nMessages, bodyBytes } = await model.last();
  const found = { messages: figures.history, ...summary(turns, WORDS), cpuSecPerTurn, requestMessages: nMessages, bodyBytes };
  report.say(`  session of ${figures.history} messages: first`, told(found.firstDelta), '| final', told(found.final));
  return found;
}

async function counted(gateway, count, ask) {
  const turns = [], cpu = gateway.usage().cpu;
  for (let i = 0; i < count; i++) turns.push(await ask(i));
  return { turns, cpuSecPerTurn: round((gateway.usage().cpu - cpu) / count) };
}
