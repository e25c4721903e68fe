// Turns in which the model calls one tool: each tool right after the start, and again once all have been used.
import { distribution, round, told } from '../lib/figures.mjs';
import { summary } from '../lib/turns.mjs';

export default async function tool({ gateway, options, report, keep }, found) {
  await gateway.ensure();
  const { tools, toolExpect } = gateway.target;
  for (const stage of ['', ' once warm']) {
    for (const [tool, message] of Object.entries(tools ?? {})) {
      const name = tool + stage, ask = () => gateway.turns.ask(gateway.freshKey(`tool-${tool}`), message);
      await ask();
      const turns = [], cpu = gateway.usage().cpu;
      for (let i = 0; i < options.scaled(12); i++) turns.push(await ask());
      found[name] = {
        ...summary(turns, toolExpect?.[tool]), toolResultEvent: distribution(turns.map((turn) => turn.toolMs)),
        cpuSecPerTurn: round((gateway.usage().cpu - cpu) / turns.length), sample: turns[0].text.slice(0, 80),
      };
      report.say(`  ${name}`, told(found[name].final), 'wrong answers', found[name].badText, 'cpu', found[name].cpuSecPerTurn);
      keep();
    }
  }
}
