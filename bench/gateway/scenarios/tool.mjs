// Turns in which the model calls one tool.
import { distribution, round, told } from '../lib/figures.mjs';
import { summary } from '../lib/turns.mjs';

export default async function tool({ gateway, options, report, keep }, found) {
  await gateway.ensure();
  const { tools, toolExpect } = gateway.target;
  for (const [name, message] of Object.entries(tools ?? {})) {
    const ask = () => gateway.turns.ask(gateway.freshKey(`tool-${name}`), message);
    await ask();
    const turns = [], cpu = gateway.usage().cpu;
    for (let i = 0; i < options.scaled(12); i++) turns.push(await ask());
    found[name] = {
      ...summary(turns, toolExpect?.[name]), toolResultEvent: distribution(turns.map((turn) => turn.toolMs)),
      cpuSecPerTurn: round((gateway.usage().cpu - cpu) / turns.length), sample: turns[0].text.slice(0, 80),
    };
    report.say(`  ${name}`, told(found[name].final), 'wrong answers', found[name].badText, 'cpu', found[name].cpuSecPerTurn);
    keep();
  }
}
