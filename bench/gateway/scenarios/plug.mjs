// A tool that is not there, laid there while the gateway runs, overwritten and taken away: how long until each is so, and what a caller
// feels of it.
import fs from 'node:fs';
import path from 'node:path';
import { distribution, now, round, told } from '../lib/figures.mjs';

const TIMES = 20;
const LIMIT_MS = 30_000;

export default async function plug({ gateway, options, report, keep }, found) {
  const plugin = gateway.target.plugin;
  if (!plugin) throw new Error('the file of this gateway names no plugin');
  await gateway.ensure();
  const place = { jar: fs.readFileSync(plugin.jar), folder: path.resolve(plugin.folder), gateway, plugin };
  const took = { added: [], exchanged: [], removed: [], use: [], useDuring: [] };
  Object.assign(found, { refusedUses: 0 });
  for (let i = 0; i < options.scaled(TIMES); i++) {
    lay(place, 2 * i);
    took.added.push(await until(() => uses(place)));
    for (let use = 0; use < 10; use++) took.use.push(await timed(() => uses(place)));
    await until(async () => await generation(place) !== null);
    const before = await generation(place), begun = now();
    lay(place, 2 * i + 1);
    do {
      const use = now();
      if (!await uses(place)) found.refusedUses++;
      took.useDuring.push(now() - use);
    } while (await generation(place) === before && now() - begun < LIMIT_MS);
    took.exchanged.push(now() - begun);
    fs.rmSync(path.join(place.folder, 'bench.jar'));
    took.removed.push(await until(async () => !await uses(place)));
  }
  for (const [what, times] of Object.entries(took)) {
    found[what] = distribution(times);
    report.say(`  ${what}`, told(found[what]));
  }
  report.say('  uses refused during an exchange', found.refusedUses);
  keep();
}

/** Into its place at once; the same code each time, and other bytes: a comment at the archive's end. */
function lay({ jar, folder }, number) {
  const comment = Buffer.from(`build ${String(number).padStart(6, '0')}`);
  const end = Buffer.from(jar.subarray(jar.length - 22));
  end.writeUInt16LE(comment.length, 20);
  const file = path.join(folder, '.bench.part');
  fs.writeFileSync(file, Buffer.concat([jar.subarray(0, jar.length - 22), end, comment]));
  fs.renameSync(file, path.join(folder, 'bench.jar'));
}

async function uses({ gateway, plugin }) {
  return (await gateway.client.call('tools.invoke', { name: plugin.tool, args: {} })).ok;
}

/** The hash of its jar; null until the swap that brings it is over, some moments after its tool can be used. */
async function generation({ gateway, plugin }) {
  const { plugins } = await gateway.client.call('plugins.list', {});
  if (!plugins.some((each) => each.id === plugin.id)) return null;
  return (await gateway.client.call('plugins.inspect', { pluginId: plugin.id })).source.integrity;
}

async function timed(work) {
  const begun = now();
  await work();
  return now() - begun;
}

async function until(holds) {
  const begun = now();
  while (!await holds()) {
    if (now() - begun > LIMIT_MS) throw new Error(`not within ${round(LIMIT_MS / 1000)} s`);
  }
  return now() - begun;
}
