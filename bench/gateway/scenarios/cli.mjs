// One-shot commands of the command line.
import path from 'node:path';
import { distribution, now, told } from '../lib/figures.mjs';
import { run, usage } from '../lib/processes.mjs';

export default async function cli({ gateway, options, report, keep }, found) {
  await gateway.ensure();
  for (const [name, command] of Object.entries(gateway.target.cli ?? {})) {
    const runs = [];
    const once = () => watched(command, { ...gateway.target.start, logFile: path.join(options.work, `cli-${gateway.target.name}.log`) });
    await once();
    for (let i = 0; i < options.scaled(4); i++) runs.push(await once());
    found[name] = {
      wall: distribution(runs.map((r) => r.ms)), cpuSec: distribution(runs.map((r) => r.cpu)),
      peakRssMB: Math.max(...runs.map((r) => r.rssMB)), exit: runs.map((r) => r.exit),
    };
    report.say(`  ${name}`, told(found[name].wall), 'exit', ...found[name].exit);
    keep();
  }
}

async function watched(command, how) {
  const begun = now(), child = run(command, how), seen = { rssMB: 0, cpu: 0 };
  const timer = setInterval(() => {
    const { rssMB, cpu } = usage(child.pid);
    seen.rssMB = Math.max(seen.rssMB, rssMB);
    seen.cpu = Math.max(seen.cpu, cpu);
  }, 50);
  const { code } = await child.exited;
  clearInterval(timer);
  return { ...seen, ms: now() - begun, exit: code };
}
