// Puts sessions on the disk of a stopped gateway, with the command that its file names.
import fs from 'node:fs';
import path from 'node:path';
import { now, round } from './figures.mjs';
import { run } from './processes.mjs';

/** @param kind `copies` of a session, or the two `stretched` ones */
export async function seed({ gateway, options }, kind, template, count) {
  const { seedCmd, stateDir } = gateway.target;
  if (!seedCmd) throw new Error(`${gateway.target.name} names no seedCmd, so nothing can be put on its disk`);
  const places = { '{kind}': kind, '{stateDir}': stateDir, '{template}': template, '{count}': String(count) };
  const logFile = path.join(options.work, 'seed.log'), begun = now();
  const { code } = await run(seedCmd.map((word) => places[word] ?? word), { logFile }).exited;
  const said = fs.readFileSync(logFile, 'utf8').trim().split('\n').at(-1);
  if (code) throw new Error(`the seed ended with ${code}: ${said}`);
  return { said, seconds: round((now() - begun) / 1000) };
}
