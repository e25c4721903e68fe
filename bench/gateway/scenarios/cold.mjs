// The first start on an empty state, then starts on the state that it left.
import { distribution, told } from '../lib/figures.mjs';

const MEASURES = ['portMs', 'helloMs', 'readyMs', 'cpuToHelloSec', 'cpuToReadySec'];

export default async function cold({ gateway, options, report, keep }, found) {
  found.fresh = await gateway.start();
  found.stopMs = [await gateway.stop()];
  found.warm = [];
  for (let i = 0; i < options.scaled(3); i++) {
    found.warm.push(await gateway.start());
    found.stopMs.push(await gateway.stop());
    keep();
  }
  for (const measure of MEASURES) found[measure] = distribution(found.warm.map((start) => start[measure]));
  report.say('  fresh', JSON.stringify(found.fresh), 'warm', told(found.helloMs));
}
