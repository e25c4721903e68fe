// Many clients look on while many turns run: does each of them see every event of its scope, in order, and what does it cost? A tenth of
// them has no scope and must see nothing of the turns; the others are readers.
import { distribution, now, round, sleep, sum } from '../lib/figures.mjs';

const QUIET = new Set(['connect.challenge', 'health', 'tick']);
const CONNECTORS = 16;
const LANES = 8;
const HEARD_WITHIN_MS = 60_000;

/** What one client saw, checked as it comes: nothing of the payloads is kept. */
class Onlooker {
  #seq = 0;
  #agentSeq = new Map();
  gaps = 0;
  wrong = 0;
  events = 0;
  ends = new Map();

  constructor(client, blind) {
    this.client = client;
    this.blind = blind;
    client.on((frame, at) => this.#see(frame, frame.payload ?? {}, at));
  }

  #see(frame, payload, at) {
    this.events++;
    if (frame.seq !== undefined && frame.seq !== ++this.#seq) {
      this.gaps++;
      this.#seq = frame.seq;
    }
    if (this.blind && !QUIET.has(frame.event)) this.wrong++;
    if (frame.event === 'agent') this.#agent(payload);
    if (frame.event === 'chat') this.#chat(payload, at);
  }

  #agent({ runId, seq }) {
    if (seq <= (this.#agentSeq.get(runId) ?? 0)) this.wrong++;
    this.#agentSeq.set(runId, seq);
  }

  /** Nothing may come behind the end of a run. */
  #chat({ runId, state }, at) {
    if (this.ends.has(runId)) this.wrong++;
    if (state === 'final') this.ends.set(runId, at);
  }
}

export default async function crowd({ gateway, figures, report }, found) {
  await gateway.fresh();
  for (let i = 0; i < 4; i++) await gateway.turns.ask(gateway.freshKey('warm'), 'echo warm');
  await sleep(5000);
  const before = gateway.usage({ pss: true });
  const onlookers = await gather(gateway, figures.crowd), readers = onlookers.filter((o) => !o.blind);
  await sleep(5000);
  const connected = gateway.usage({ pss: true });
  const { turns, seconds } = await talk(gateway, figures.crowdTurns);
  await heard(readers, turns.length);
  const after = gateway.usage({ pss: true });
  Object.assign(found, seen(onlookers, readers, turns), {
    seconds: round(seconds), turnsPerSec: round(turns.length / seconds), eventsPerSec: round(sum(onlookers.map((o) => o.events)) / seconds),
    rssKBPerConn: round((connected.rssMB - before.rssMB) * 1024 / onlookers.length),
    pssKBPerConn: round((connected.pssMB - before.pssMB) * 1024 / onlookers.length),
    rssMB: [before.rssMB, connected.rssMB, after.rssMB], gwCpuSec: round(after.cpu - connected.cpu),
  });
  report.say('  ', JSON.stringify(found));
  await Promise.all(onlookers.map(({ client }) => client.close()));
}

async function gather(gateway, count) {
  const onlookers = [];
  let next = 0;
  await Promise.all(Array.from({ length: CONNECTORS }, async () => {
    while (next < count) {
      const number = next++, blind = number % 10 === 9;
      const client = gateway.newClient({ instanceId: `crowd-${number}`, scopes: blind ? [] : ['operator.read'] });
      const onlooker = new Onlooker(client, blind);
      await client.connect({ timeoutMs: 60_000 });
      onlookers.push(onlooker);
    }
  }));
  return onlookers;
}

async function talk(gateway, count) {
  const turns = [], begun = now();
  let started = 0;
  await Promise.all(Array.from({ length: LANES }, async (_, lane) => {
    while (started++ < count) turns.push(await gateway.turns.ask(gateway.freshKey(`crowd-${lane}`), 'echo one two three', { timeoutMs: 150_000 }));
  }));
  return { turns, seconds: (now() - begun) / 1000 };
}

async function heard(readers, turns) {
  const deadline = now() + HEARD_WITHIN_MS;
  while (now() < deadline && readers.some((o) => o.ends.size < turns && !o.client.closed)) await sleep(20);
}

function seen(onlookers, readers, turns) {
  const spread = (run) => {
    const ends = readers.map((o) => o.ends.get(run.id)).filter((at) => at !== undefined);
    return ends.length ? Math.max(...ends) - Math.min(...ends) : null;
  };
  return {
    clients: onlookers.length, blind: onlookers.length - readers.length, turns: turns.length,
    failedTurns: turns.filter((turn) => turn.state !== 'final').length,
    incomplete: readers.filter((o) => o.ends.size !== turns.length).length,
    gaps: sum(onlookers.map((o) => o.gaps)), wrong: sum(onlookers.map((o) => o.wrong)),
    closed: onlookers.filter((o) => o.client.closed).length,
    eventsPerReader: round(sum(readers.map((o) => o.events)) / readers.length),
    endFirstToLastMs: distribution(turns.map(spread)), turnMs: distribution(turns.map((turn) => turn.finalMs)),
  };
}
