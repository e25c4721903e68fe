import { dayAndTime, drawer, element, keepingFocus, row, rowsOr } from './dom.js';

/** `<jobs-page>`: what happens by itself, when next, and what came of it. Fires `act` with {action, job}. */
class JobsPage extends HTMLElement {
  #stamp = '';

  connectedCallback() {
    this.draw = drawer(this);
    this.status = element('p', { role: 'status', class: 'pairing-status' });
    this.heading = element('h2', { tabindex: '-1' }, 'What happens by itself');
    this.jobs = element('ul', { class: 'pairing-rows' });
    this.runs = element('ul', { class: 'pairing-rows' });
    this.append(element('div', { class: 'pairing' }, this.heading, this.status,
      element('section', { 'aria-labelledby': 'jobs-next' }, element('h3', { id: 'jobs-next' }, 'Jobs'), this.jobs),
      element('section', { 'aria-labelledby': 'jobs-past' }, element('h3', { id: 'jobs-past' }, 'What came of it'), this.runs)));
  }

  /** @param all {jobs, runs} as the gateway lists them */
  show(all) {
    this.draw(() => this.#draw(all));
  }

  #draw({ jobs, runs }) {
    const stamp = JSON.stringify([jobs, runs]);
    if (this.#stamp === stamp) return;
    this.#stamp = stamp;
    keepingFocus(this.jobs, () => {
      this.jobs.replaceChildren(...rowsOr(jobs.map((job) => this.#job(job)), 'No jobs yet. Ask your assistant for one, or add one with: chela cron add'));
      this.runs.replaceChildren(...rowsOr(runs.map(ended), 'Nothing has run yet.'));
    }, () => this.enter());
    const next = jobs.filter((job) => job.enabled && job.nextRunAtMs).sort((one, other) => one.nextRunAtMs - other.nextRunAtMs)[0];
    this.status.textContent = next ? `Next: ${next.name}, ${dayAndTime(next.nextRunAtMs)}` : 'Nothing is due.';
  }

  /** For whoever came here by a key or a screen reader. */
  enter() {
    this.heading.focus();
  }

  #job(job) {
    const { id, name, enabled, schedule, nextRunAtMs, lastRunStatus, lastRunAtMs, lastRunError, state } = job;
    const facts = [
      when(schedule),
      state?.runningAtMs ? 'running now' : enabled ? nextRunAtMs && `next ${dayAndTime(nextRunAtMs)}` : 'disabled',
      lastRunStatus && `last: ${lastRunStatus}${lastRunAtMs ? `, ${dayAndTime(lastRunAtMs)}` : ''}${lastRunError ? `: ${lastRunError}` : ''}`,
    ];
    const actions = [['run', 'Run now', 'primary'], enabled ? ['disable', 'Disable', ''] : ['enable', 'Enable', ''], ['remove', 'Remove', 'danger']];
    return row(id, name, facts, actions, (action) => this.dispatchEvent(new CustomEvent('act', { detail: { action, job } })));
  }
}

function ended({ jobName, jobId, status, runAtMs, durationMs, error, summary, usage, deliveryStatus }) {
  const facts = [
    [status, dayAndTime(runAtMs), `${Math.round((durationMs ?? 0) / 100) / 10} s`, usage && `${usage.total_tokens} tokens`,
      deliveryStatus && deliveryStatus !== 'not-requested' && deliveryStatus].filter(Boolean).join(' · '),
    error ?? summary,
  ];
  return element('li', {}, element('div', { class: 'pairing-who' }, element('strong', {}, jobName ?? jobId),
    ...facts.filter(Boolean).map((fact) => element('span', {}, fact))));
}

function when({ kind, at, everyMs, expr, tz, command }) {
  switch (kind) {
    case 'at': return `once, ${dayAndTime(Date.parse(at))}`;
    case 'every': return `every ${span(everyMs)}`;
    case 'cron': return tz ? `${expr} (${tz})` : expr;
    case 'on-exit': return `when it ends: ${command}`;
    default: return kind;
  }
}

function span(ms) {
  const [size, unit] = [[86_400_000, 'd'], [3_600_000, 'h'], [60_000, 'min'], [1000, 's']].find(([each]) => ms % each === 0) ?? [1, 'ms'];
  return `${ms / size} ${unit}`;
}

customElements.define('jobs-page', JobsPage);
