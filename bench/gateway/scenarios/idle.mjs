// What a gateway takes that nobody asks for anything.
import { now, round, sleep } from '../lib/figures.mjs';

export default async function idle({ gateway, figures, report }, found) {
  await gateway.fresh();
  found.start = gateway.usage({ pss: true });
  const begun = now();
  await sleep(figures.idle * 1000);
  found.after = gateway.usage({ pss: true });
  found.seconds = round((now() - begun) / 1000);
  found.idleCpuPct = round((found.after.cpu - found.start.cpu) / found.seconds * 100);
  report.say('  after', found.seconds, 's:', found.after.rssMB, 'MB rss', found.after.pssMB, 'MB pss', found.idleCpuPct, '% processor');
}
