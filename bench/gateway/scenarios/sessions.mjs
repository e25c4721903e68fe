// A state of very many sessions beside an empty one, by turns; then pages of a conversation of very many lines.
import fs from 'node:fs';
import path from 'node:path';
import { distribution, now, round, told } from '../lib/figures.mjs';
import { buildHistory, historyKey } from '../lib/history.mjs';
import { seed } from '../lib/seed.mjs';

const PAGE = 50;
const TIMES = 20;

export default async function sessions(bench, found) {
  const { gateway, options } = bench;
  const states = new States(gateway.target.stateDir);
  await gateway.stop();
  gateway.wipe();
  await gateway.start();
  await gateway.stop();
  states.copy('full');
  await fill(bench, found);
  found.empty = [];
  found.full = [];
  for (let i = 0; i < options.scaled(10); i++) {
    for (const state of ['empty', 'full']) {
      states.take(state);
      found[state].push(await look(bench, state));
      bench.keep();
    }
  }
  states.take('full');
  found.pages = await pages(bench);
}

/** The states of one gateway, of which it has one at a time: the others lie beside it under their names. */
class States {
  #place;
  #here = 'empty';

  constructor(stateDir) {
    this.#place = path.resolve(stateDir);
  }

  #beside(name) {
    return `${this.#place}.${name}`;
  }

  /** The one that is there stays as it is beside a copy, which is taken. */
  copy(name) {
    for (const old of [this.#here, name]) fs.rmSync(this.#beside(old), { recursive: true, force: true });
    fs.cpSync(this.#place, this.#beside(name), { recursive: true, verbatimSymlinks: true });
    this.take(name);
  }

  take(name) {
    if (name === this.#here) return;
    fs.renameSync(this.#place, this.#beside(this.#here));
    fs.renameSync(this.#beside(name), this.#place);
    this.#here = name;
  }
}

async function fill(bench, found) {
  const { gateway, figures, report } = bench;
  await gateway.start();
  await buildHistory(gateway, figures.history);
  await gateway.stop();
  found.copies = await seed(bench, 'copies', historyKey(gateway), figures.sessions);
  await gateway.start();
  await gateway.client.call('sessions.compact', { key: historyKey(gateway) });
  await gateway.turns.ask(historyKey(gateway), 'echo after the compaction');
  await gateway.stop();
  found.stretched = await seed(bench, 'stretched', historyKey(gateway), figures.lines);
  report.say('  seeded', found.copies.said, '|', found.stretched.said);
}

/** One start, and the lists right after it. */
async function look({ gateway, report }, state) {
  const { helloMs, cpuToHelloSec } = await gateway.start();
  const first = await list(gateway), second = await list(gateway), warm = [];
  for (let i = 0; i < TIMES; i++) warm.push((await list(gateway)).ms);
  const found = { helloMs, helloCpuMs: round(cpuToHelloSec * 1000), first, second, warm: distribution(warm), rssMB: gateway.usage().rssMB };
  await gateway.stop();
  report.say(`  ${state}`, 'hello', helloMs, 'processor', found.helloCpuMs, '| first list', first.ms, 'second', second.ms, 'then', told(found.warm));
  return found;
}

async function list(gateway) {
  const cpu = gateway.usage().cpu, begun = now();
  const { totalCount } = await gateway.client.call('sessions.list', { limit: PAGE }, 120_000);
  return { ms: round(now() - begun), cpuMs: round((gateway.usage().cpu - cpu) * 1000), of: totalCount };
}

/** What a page of a long conversation takes that nobody has looked at since the start, and the next ones. */
async function pages({ gateway, report }) {
  await gateway.start();
  const page = async (id) => {
    const begun = now();
    const { messages } = await gateway.client.call('chat.history', { sessionKey: gateway.key(id), limit: PAGE }, 120_000);
    if (messages.length === 0) throw new Error(`nothing of ${id} is shown`);
    return round(now() - begun);
  };
  const found = { short: await page('seed-7'), first: await page('stretched-long'), again: [] };
  for (let i = 0; i < TIMES; i++) found.again.push(await page('stretched-long'));
  found.again = distribution(found.again);
  await gateway.stop();
  report.say('  a page, short', found.short, '| long', found.first, '| again', told(found.again));
  return found;
}
