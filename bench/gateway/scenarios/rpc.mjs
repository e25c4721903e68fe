// Round trips of methods that only read: one after the other, and thirty-two at a time. Every method is asked twice: a gateway that has
// just started runs code that nothing has compiled yet, and the first method pays for all of them.
import { distribution, now, round, sleep, told } from '../lib/figures.mjs';

const DEPTH = 32;

export default async function rpc({ gateway, options, report, keep }, found) {
  await gateway.ensure();
  for (const stage of ['', ' once warm']) {
    for (const [method, params] of gateway.target.rpc) {
      const name = method + stage, call = () => gateway.client.call(method, params);
      for (let i = 0; i < 20; i++) await call();
      found[name] = { ...await oneByOne(gateway, call, options.scaled(200)), ...await pipelined(gateway, call, options.scaled(1000)) };
      report.say(`  ${name}`, told(found[name].seq), `| ${DEPTH} at a time`, found[name].pipePerSec, '/s');
      keep();
    }
  }
}

async function oneByOne(gateway, call, count) {
  const times = [], cpu = gateway.usage().cpu, begun = now();
  for (let i = 0; i < count; i++) times.push(await timed(call));
  return {
    seq: distribution(times), seqPerSec: round(count / (now() - begun) * 1000),
    seqCpuMsPerReq: round((gateway.usage().cpu - cpu) * 1000 / count),
  };
}

async function pipelined(gateway, call, count) {
  const times = [], errors = [], cpu = gateway.usage().cpu, begun = now();
  let sent = 0;
  await Promise.all(Array.from({ length: DEPTH }, async () => {
    while (sent++ < count) {
      try {
        times.push(await timed(call));
      } catch (refused) {
        errors.push(refused.message);
        await sleep(refused.err?.retryAfterMs ?? 10);
      }
    }
  }));
  return {
    pipe: distribution(times), pipePerSec: round(times.length / (now() - begun) * 1000), pipeErrors: errors.length, pipeErr: errors[0],
    pipeCpuMsPerReq: round((gateway.usage().cpu - cpu) * 1000 / count),
  };
}

async function timed(call) {
  const begun = now();
  await call();
  return now() - begun;
}
