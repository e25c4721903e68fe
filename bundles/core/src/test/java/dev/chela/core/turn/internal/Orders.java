package dev.chela.core.turn.internal;

import dev.chela.api.command.Command;
import dev.chela.core.agent.Agents;
import dev.chela.core.command.internal.Activation;
import dev.chela.core.command.internal.Answer;
import dev.chela.core.command.internal.Approve;
import dev.chela.core.command.internal.Compact;
import dev.chela.core.command.internal.ElevatedOrder;
import dev.chela.core.command.internal.ExecOrder;
import dev.chela.core.command.internal.Export;
import dev.chela.core.command.internal.FastOrder;
import dev.chela.core.command.internal.Levels;
import dev.chela.core.command.internal.Model;
import dev.chela.core.command.internal.ModelDefaults;
import dev.chela.core.command.internal.ModelList;
import dev.chela.core.command.internal.Name;
import dev.chela.core.command.internal.QueueOrder;
import dev.chela.core.command.internal.ReasoningOrder;
import dev.chela.core.command.internal.Reset;
import dev.chela.core.command.internal.SendOrder;
import dev.chela.core.command.internal.SkillOrder;
import dev.chela.core.command.internal.Status;
import dev.chela.core.command.internal.Steer;
import dev.chela.core.command.internal.Stop;
import dev.chela.core.command.internal.ThinkOrder;
import dev.chela.core.command.internal.TraceOrder;
import dev.chela.core.command.internal.UsageOrder;
import dev.chela.core.command.internal.VerboseOrder;
import dev.chela.core.command.internal.WhoAmI;
import dev.chela.core.config.Config;
import dev.chela.core.model.Models;
import dev.chela.core.turn.internal.command.Btw;
import dev.chela.core.turn.internal.command.ContextOrder;
import dev.chela.core.turn.internal.command.ToolsOrder;
import java.util.List;

/** The commands that people type, over a house's rooms. */
final class Orders {
    private Orders() {}

    static List<Command> of(House house, Models model, Agents agents, Config config, Levels levels) {
        return List.of(
                new Reset(house.endings, house.sessions, model, house.clock), new Stop(house.turns), new Compact(house.turns),
                new Model(house.sessions, model, agents, levels, house.clock, new ModelDefaults(config, new NoFile())),
                new ModelList(model), new Status(house.sessions, house.turns, model, agents), new Approve(house.approvals),
                new Answer(house.inquiries), new SkillOrder(house.skills, agents), new QueueOrder(house.sessions, house.queueRules),
                new ThinkOrder(levels), new VerboseOrder(levels), new ReasoningOrder(levels), new ElevatedOrder(levels),
                new FastOrder(levels), new TraceOrder(levels), new ExecOrder(house.sessions), new Steer(),
                new Name(house.sessions, house.clock), new WhoAmI(), new SendOrder(house.sessions), new Activation(house.sessions),
                new UsageOrder(house.sessions, house.usage, house.clock),
                new Export(house.sessions, house.transcripts, agents, house.clock), new Btw(house.turns), new ToolsOrder(house.turns),
                new ContextOrder(house.turns));
    }
}
