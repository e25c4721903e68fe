// What the command line asks for.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const SCENARIOS = ['cold', 'idle', 'rpc', 'chat', 'tool', 'clients', 'crowd', 'load', 'disk', 'long', 'sessions', 'plug', 'cli'];

/** `--name value` and `--flag`, as an object. */
function flags(words) {
  const given = {};
  for (let i = 0; i < words.length; i++) {
    if (!words[i].startsWith('--')) throw new Error(`${words[i]}: expected an option, as --only chat`);
    const valued = words[i + 1] !== undefined && !words[i + 1].startsWith('--');
    given[words[i].slice(2)] = valued ? words[++i] : true;
  }
  return given;
}

export function readOptions(words) {
  const given = flags(words);
  const number = (name, fallback) => Number(given[name] ?? fallback);
  const list = (name, fallback) => (given[name] ? String(given[name]).split(',') : fallback);
  const scale = number('scale', 1);
  const scaled = (count) => Math.max(1, Math.round(count * scale));
  const work = given.work ?? path.join(os.tmpdir(), 'gwbench');
  const target = JSON.parse(fs.readFileSync(given.gw ?? 'gateway.json', 'utf8'));
  const skipped = list('skip', []);
  const wanted = list('only', SCENARIOS);
  const unknown = [...wanted, ...skipped].filter((name) => !SCENARIOS.includes(name));
  if (unknown.length) throw new Error(`no scenario ${unknown.join(', ')}; there are ${SCENARIOS.join(', ')}`);
  return {
    target,
    work,
    out: given.out ?? path.join(work, `results-${target.name}.json`),
    scenarios: SCENARIOS.filter((name) => wanted.includes(name) && !skipped.includes(name)),
    keepState: Boolean(given['keep-state']),
    attach: given.attach === undefined ? null : Number(given.attach),
    scaled,
    figures: {
      runs: scaled(number('runs', 20)),
      ks: list('ks', [1, 8, 32, 128]).map(Number),
      clients: list('clients', [100, 1000]).map(Number),
      history: number('history', 200),
      sessions: number('sessions', 1000),
      lines: number('lines', 100_000),
      conns: given.conns ?? 'single',
      tokens: number('tokens', 50),
      first: number('first', 20),
      tokenDelay: number('token-delay', 0),
      idle: number('idle', 60),
      levelSec: number('level-sec', 45),
      crowd: scaled(number('crowd', 1000)),
      crowdTurns: scaled(number('crowd-turns', 200)),
    },
  };
}
