// Time, rounding and distributions.

export const now = () => performance.now();
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Three significant digits are more than these measurements carry. */
export function round(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  const size = Math.abs(value);
  return size >= 100 ? Math.round(value) : Number(value.toFixed(size >= 10 ? 1 : 2));
}

/** The distribution of the values that are there; null when there is none. */
export function distribution(values) {
  const sorted = values.filter((value) => value !== null && value !== undefined && !Number.isNaN(value)).sort((a, b) => a - b);
  if (!sorted.length) return null;
  const quantile = (share) => round(sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]);
  const sum = sorted.reduce((a, b) => a + b, 0);
  return {
    n: sorted.length, min: round(sorted[0]), p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99),
    max: round(sorted.at(-1)), mean: round(sum / sorted.length),
  };
}

export const told = (d) => (d ? `p50 ${d.p50} p95 ${d.p95} p99 ${d.p99} [${d.min}..${d.max}] n=${d.n}` : '-');

export const sum = (values) => values.reduce((a, b) => a + b, 0);
export const megabytes = (bytes) => round(bytes / 2 ** 20);
