// Child processes, and what the tree below one of them uses, from /proc. Only what is started here is ever signalled.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { megabytes, now, round, sleep, sum } from './figures.mjs';

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;
const started = new Set();

process.on('exit', () => started.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** A process's row of /proc, or null when it is gone. */
export function row(pid) {
  let line;
  try {
    line = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return null;
  }
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const ticks = sum(fields.slice(11, 15).map(Number));
  return { pid, state: fields[0], parent: Number(fields[1]), cpu: ticks / TICKS_PER_SECOND, threads: Number(fields[17]), rss: Number(fields[21]) * PAGE_BYTES };
}

/** The rows of a process and of all below it, itself first. */
function tree(root) {
  const rows = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => row(Number(name))).filter((r) => r && r.state !== 'Z');
  const found = rows.filter((r) => r.pid === root);
  for (let i = 0; i < found.length; i++) found.push(...rows.filter((r) => r.parent === found[i].pid));
  return found;
}

/** Processor seconds and memory of a whole tree. `pss` costs a walk of the page tables, so it is asked for. */
export function usage(root, { pss = false } = {}) {
  const rows = tree(root);
  const used = {
    procs: rows.length, threads: sum(rows.map((r) => r.threads)), rssMB: megabytes(sum(rows.map((r) => r.rss))),
    mainRssMB: megabytes(rows[0]?.rss ?? 0), cpu: sum(rows.map((r) => r.cpu)),
  };
  return pss ? { ...used, pssMB: round(sum(rows.map((r) => proportional(r.pid)))) } : used;
}

function proportional(pid) {
  try {
    return Number(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+)/m)[1]) / 1024;
  } catch {
    return 0; // gone since it was listed
  }
}

/** Looks at the memory five times a second until the function that it returns is called. */
export function peak(root) {
  let most = 0;
  const look = () => { most = Math.max(most, usage(root).rssMB); };
  look();
  const timer = setInterval(look, 200);
  return () => {
    clearInterval(timer);
    look();
    return most;
  };
}

/** Starts a command; its output goes to the file. `exited` resolves with its code and signal. */
export function run([program, ...args], { env = {}, cwd, logFile } = {}) {
  const output = logFile ? fs.openSync(logFile, 'a') : 'ignore';
  const child = spawn(program === 'node' ? process.execPath : program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', output, output] });
  if (logFile) fs.closeSync(output);
  started.add(child);
  child.exited = new Promise((resolve) => {
    const end = (done) => {
      started.delete(child);
      child.done = done;
      resolve(done);
    };
    child.on('exit', (code, signal) => end({ code, signal }));
    child.on('error', (error) => end({ code: 127, signal: null, error: error.message }));
  });
  return child;
}

const gone = (child, ms) => Promise.race([child.exited.then(() => true), sleep(ms).then(() => false)]);

/** Ends a process as a service manager would: the signal, twenty seconds, then SIGKILL. Returns the milliseconds it took. */
export async function stop(child, signal = 'SIGTERM') {
  if (!child || child.done) return null;
  const begun = now();
  child.kill(signal);
  if (!await gone(child, 20_000)) {
    child.kill('SIGKILL');
    await gone(child, 3000);
  }
  return round(now() - begun);
}
