// Clients that only look on: what a connection takes, and when the last of them hears the end of a turn.
import { distribution, now, round, sleep, sum, told } from '../lib/figures.mjs';

const CONNECTORS = 16;
const ATTEMPTS = 5;
const HEARD_WITHIN_MS = 5000;

/** Notes the end of a turn, and counts. */
class Onlooker {
  events = 0;
  end = null;

  constructor(client) {
    this.client = client;
    client.on(({ event, payload }, at) => {
      if (event === 'chat' || event === 'agent') this.events++;
      if (event === 'chat' && payload?.state === 'final') this.end = { run: payload.runId, at };
    });
  }

  heard(run) {
    return this.end?.run === run;
  }
}

export default async function clients({ gateway, figures, report, keep }, found) {
  await gateway.fresh(); // what earlier scenarios left in memory would hide the cost of a connection
  for (let i = 0; i < 4; i++) await gateway.turns.ask(gateway.freshKey('warm'), 'echo warm');
  await sleep(15_000);
  const before = gateway.usage({ pss: true }), onlookers = [];
  found.base = before;
  for (const count of figures.clients) {
    const connecting = await connect(gateway, onlookers, count);
    await sleep(4000);
    found[count] = { ...connecting, ...memory(gateway, before, onlookers.length), ...await broadcasts(gateway, onlookers), rpcWhileConnected: await rpc(gateway) };
    report.say(`  ${count} clients:`, found[count].rssKBPerConn, 'KB each, first to last', told(found[count].broadcastFirstToLastMs));
    keep();
  }
  await Promise.all(onlookers.map(({ client }) => client.close()));
  await sleep(2000);
  found.rssAfterCloseMB = gateway.usage().rssMB;
}

async function connect(gateway, onlookers, count) {
  const hellos = [], failures = [], begun = now(), cpu = gateway.usage().cpu;
  let next = onlookers.length;
  await Promise.all(Array.from({ length: CONNECTORS }, async () => {
    while (next < count) {
      const client = await connected(gateway, `idle-${next++}`, failures);
      if (!client) continue;
      hellos.push(client.helloMs);
      onlookers.push(new Onlooker(client));
    }
  }));
  const seconds = (now() - begun) / 1000;
  return {
    connected: onlookers.filter(({ client }) => !client.closed).length, connectSec: round(seconds), connPerSec: round(hellos.length / seconds),
    hello: distribution(hellos), connectCpuMsPerConn: round((gateway.usage().cpu - cpu) * 1000 / Math.max(1, hellos.length)),
    connectFailures: failures.length, failMsg: failures[0],
  };
}

async function connected(gateway, instanceId, failures) {
  for (let i = 0; i < ATTEMPTS; i++) {
    const client = gateway.newClient({ instanceId });
    try {
      await client.connect({ timeoutMs: 30_000 });
      return client;
    } catch (refused) {
      failures.push(refused.message);
      await sleep(200);
    }
  }
  return null;
}

function memory(gateway, before, count) {
  const { rssMB, pssMB } = gateway.usage({ pss: true });
  return { rssMB, pssMB, rssKBPerConn: round((rssMB - before.rssMB) * 1024 / count), pssKBPerConn: round((pssMB - before.pssMB) * 1024 / count) };
}

async function broadcasts(gateway, onlookers) {
  const spreads = [], lasts = [], finals = [];
  let receivers = 0;
  await gateway.turns.ask(gateway.freshKey('broadcast'), 'echo warm');
  for (let i = 0; i < 5; i++) {
    const begun = now(), turn = await gateway.turns.ask(gateway.freshKey('broadcast'), 'echo hi'), ended = now();
    while (now() - ended < HEARD_WITHIN_MS && onlookers.some((o) => !o.heard(turn.id) && !o.client.closed)) await sleep(5);
    const ends = onlookers.filter((o) => o.heard(turn.id)).map((o) => o.end.at);
    receivers = ends.length;
    if (receivers) {
      spreads.push(Math.max(...ends) - Math.min(...ends));
      lasts.push(Math.max(...ends) - begun);
    }
    finals.push(turn.finalMs);
  }
  return {
    broadcastReceivers: receivers, eventsPerClient: round(sum(onlookers.map((o) => o.events)) / onlookers.length),
    broadcastFirstToLastMs: distribution(spreads), sendToLastMs: distribution(lasts), driverFinalMs: distribution(finals),
  };
}

async function rpc(gateway) {
  const times = [], [method, params] = gateway.target.rpc[0];
  for (let i = 0; i < 20; i++) {
    const begun = now();
    await gateway.client.call(method, params);
    times.push(now() - begun);
  }
  return distribution(times);
}
