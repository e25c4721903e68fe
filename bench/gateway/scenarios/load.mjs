// Many sessions at once, each with several turns of a model that streams; beside them, how long a read takes meanwhile.
import { distribution, now, round, sleep, told } from '../lib/figures.mjs';
import { peak } from '../lib/processes.mjs';
import { summary } from '../lib/turns.mjs';

const perSession = (sessions) => (sessions === 1 ? 12 : sessions <= 8 ? 8 : sessions <= 32 ? 4 : 2);

export default async function load(bench, found) {
  const { gateway, figures, report, keep } = bench;
  await gateway.ensure();
  for (let i = 0; i < 3; i++) await gateway.turns.ask(gateway.freshKey('loadwarm'), message(figures));
  for (const sessions of figures.ks) {
    await gateway.ensure();
    report.contention(`load-${sessions}`);
    await sleep(1000);
    found[sessions] = await level(bench, sessions);
    report.say(`  ${sessions} sessions:`, found[sessions].turnsPerSec, 'turns/s, final', told(found[sessions].final), 'errors', found[sessions].errors);
    keep();
  }
}

const message = ({ tokens, first, tokenDelay }) => `count ${tokens} [first=${first}] [delay=${tokenDelay}]`;

async function level(bench, sessions) {
  const { gateway, model, figures } = bench;
  const speakers = figures.conns === 'single' ? [gateway] : await Promise.all(Array.from({ length: sessions }, () => gateway.newTurns()));
  const cpu = gateway.usage().cpu, modelCpu = model.cpuSeconds(), highest = peak(gateway.pid), reads = readAllAlong(gateway), begun = now();
  const { turns, failures, last } = await talk(bench, sessions, speakers, begun);
  const seconds = (last - begun) / 1000, used = gateway.usage().cpu - cpu;
  const { ack, firstDelta, final, errors, badText, errSample } = summary(turns, String(figures.tokens));
  const found = {
    sessions, perSession: perSession(sessions), conns: figures.conns, completed: turns.length - errors, errors: errors + failures.length, badText,
    errMsg: errSample ?? failures[0], seconds: round(seconds), turnsPerSec: round((turns.length - errors) / seconds), final, firstDelta, ack,
    cpuSecPerTurn: round(used / Math.max(1, turns.length)), gwCores: round(used / seconds), peakRssMB: highest(), probeRpc: await reads(),
    modelCpuSec: round(model.cpuSeconds() - modelCpu),
  };
  if (figures.conns !== 'single') await Promise.all(speakers.map(({ client }) => client.close()));
  return found;
}

async function talk({ gateway, options, figures }, sessions, speakers, begun) {
  const turns = [], failures = [], rounds = options.scaled(perSession(sessions));
  let last = begun;
  await Promise.all(Array.from({ length: sessions }, async (_, session) => {
    const { turns: asking } = speakers[session % speakers.length];
    for (let i = 0; i < rounds && now() < begun + figures.levelSec * 1000; i++) {
      try {
        turns.push(await asking.ask(gateway.freshKey(`load-${sessions}-${session}`), message(figures), { timeoutMs: 150_000 }));
        last = now();
      } catch (failed) {
        failures.push(failed.message);
      }
    }
  }));
  return { turns, failures, last };
}

/** Asks for a read four times a second until the function that it returns is called, which gives their distribution. */
function readAllAlong(gateway) {
  const times = [], [method, params] = gateway.target.rpc[0];
  let over = false;
  const reading = (async () => {
    while (!over) {
      const begun = now();
      await gateway.client.call(method, params).then(() => times.push(now() - begun), () => times.push(null));
      await sleep(250);
    }
  })();
  return async () => {
    over = true;
    await reading;
    return { ...distribution(times), failed: times.filter((time) => time === null).length };
  };
}
