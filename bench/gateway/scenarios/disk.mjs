// A restart on many sessions: one conversation is held through the gateway and then copied on the stopped gateway's disk.
import { distribution, now, round } from '../lib/figures.mjs';
import { buildHistory, historyKey } from '../lib/history.mjs';
import { seed } from '../lib/seed.mjs';

const TIMES = 10;

export default async function disk(bench, found) {
  const { gateway, options, figures, report, keep } = bench;
  Object.assign(found, { sessions: figures.sessions, messages: figures.history });
  await gateway.ensure();
  await buildHistory(gateway, figures.history);
  await gateway.stop();
  found.seed = await seed(bench, 'copies', historyKey(gateway), figures.sessions);
  report.say('  seeded', found.seed.said);
  found.afterSeed = await restart(bench);
  found.restarts = [];
  for (let i = 0; i < options.scaled(2); i++) {
    found.restarts.push(await restart(bench));
    keep();
  }
  for (const measure of ['portMs', 'helloMs', 'readyMs']) found[measure] = distribution(found.restarts.map((start) => start[measure]));
}

async function restart({ gateway, figures, report }) {
  const start = await gateway.start();
  const middle = gateway.key(`seed-${Math.floor(figures.sessions / 2)}`);
  const list = (limit) => gateway.client.call('sessions.list', { limit }, 120_000);
  const found = {
    ...start,
    listFirst: await once(() => list(50)), list50: await often(() => list(50)),
    list2000First: await once(() => list(2000)), list2000: await often(() => list(2000)),
    historyFirst: await once(() => gateway.client.call('chat.history', { sessionKey: middle, limit: 200 })),
    history: await often(() => gateway.client.call('chat.history', { sessionKey: middle, limit: 200 })),
  };
  const { ackMs, finalMs, state } = await gateway.turns.ask(gateway.key('seed-7'), 'echo hi');
  Object.assign(found, { turnFirst: { ackMs: round(ackMs), finalMs: round(finalMs), state }, rssMB: gateway.usage().rssMB });
  found.stopMs = await gateway.stop();
  report.say('  hello', found.helloMs, 'first list', found.listFirst, 'then', found.list50.p50, 'list of 2000', found.list2000.p50, 'rss', found.rssMB);
  return found;
}

async function once(work) {
  const begun = now();
  await work();
  return round(now() - begun);
}

async function often(work) {
  const times = [];
  for (let i = 0; i < TIMES; i++) times.push(await once(work));
  return distribution(times);
}
