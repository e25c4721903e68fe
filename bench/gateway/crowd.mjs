// crowd.mjs - many clients look on while many turns run: does each of them see every event of its scope, in order, and what does it cost?
// A tenth of them has no scope and must see nothing of the turns; the others are readers.
const QUIET = new Set(['connect.challenge', 'health', 'tick']);

/** What one client saw, checked as it comes: nothing of the payloads is kept. */
class Onlooker {
  constructor(client, blind) { this.client = client; this.blind = blind; this.seq = 0; this.gaps = 0; this.wrong = 0; this.ends = new Map(); this.agentSeq = new Map(); this.events = 0;
    client.on((frame, at) => this.see(frame, at)); }
  see(frame, at) {
    this.events++;
    if (frame.seq != null && frame.seq !== ++this.seq) { this.gaps++; this.seq = frame.seq; }
    if (this.blind && !QUIET.has(frame.event)) this.wrong++;
    const p = frame.payload ?? {};
    if (frame.event === 'agent') { if (p.seq <= (this.agentSeq.get(p.runId) ?? 0)) this.wrong++; this.agentSeq.set(p.runId, p.seq); }
    if (frame.event === 'chat') {
      if (this.ends.has(p.runId)) this.wrong++; // nothing may come behind the end
      if (p.state === 'final') this.ends.set(p.runId, at);
    }
  }
}

/** @param bench what gateway-bench.mjs lends: mk, turn, keyOf, usage, pid, driver, st, r1, now, sleep, log, clients, turns, atOnce, rid */
export async function crowd(bench) {
  const { mk, turn, keyOf, usage, pid, driver, st, r1, now, sleep, log, clients, turns, atOnce, rid } = bench;
  for (let i = 0; i < 4; i++) await turn(driver, keyOf(`crowdwarm-${rid}`), 'echo warm');
  await sleep(5000);
  const before = usage(pid, { pss: true }), lookers = [];
  let next = 0;
  await Promise.all(Array.from({ length: 16 }, async () => { while (next < clients) { const i = next++, blind = i % 10 === 9;
    const client = mk({ instanceId: `crowd-${i}`, scopes: blind ? [] : ['operator.read'] }), looker = new Onlooker(client, blind);
    await client.connect({ timeoutMs: 60000 }); lookers.push(looker); } }));
  await sleep(5000);
  const connected = usage(pid, { pss: true }), readers = lookers.filter(l => !l.blind);
  const runs = [], t0 = now(), cpu0 = connected.cpu; let started = 0;
  await Promise.all(Array.from({ length: atOnce }, async (_, lane) => { while (started < turns) { started++; runs.push(await turn(driver, keyOf(`crowd-${rid}-${lane}`), 'echo one two three', { timeoutMs: 150000 })); } }));
  const seconds = (now() - t0) / 1000, deadline = now() + 60000;
  while (now() < deadline && readers.some(l => l.ends.size < turns && !l.client.closed)) await sleep(20);
  const spread = runs.map(run => { const at = readers.map(l => l.ends.get(run.id)).filter(Boolean).sort((a, b) => a - b); return at.length ? at.at(-1) - at[0] : null; });
  const after = usage(pid, { pss: true });
  const result = { clients: lookers.length, blind: lookers.length - readers.length, turns: runs.length, seconds: r1(seconds), turnsPerSec: r1(runs.length / seconds),
    incomplete: readers.filter(l => l.ends.size !== turns).length, gaps: lookers.reduce((a, l) => a + l.gaps, 0), wrong: lookers.reduce((a, l) => a + l.wrong, 0),
    closed: lookers.filter(l => l.client.closed).length, eventsPerReader: r1(readers.reduce((a, l) => a + l.events, 0) / readers.length),
    eventsPerSec: Math.round(lookers.reduce((a, l) => a + l.events, 0) / seconds), endFirstToLastMs: st(spread), turnMs: st(runs.map(run => run.finalMs)),
    failedTurns: runs.filter(run => run.state !== 'final').length, rssKBPerConn: r1((connected.rssMB - before.rssMB) * 1024 / lookers.length),
    pssKBPerConn: r1((connected.pssMB - before.pssMB) * 1024 / lookers.length), rssMB: [before.rssMB, connected.rssMB, after.rssMB], gwCpuSec: r1(after.cpu - cpu0) };
  log('  ', JSON.stringify(result));
  await Promise.all(lookers.map(l => l.client.close()));
  return result;
}
