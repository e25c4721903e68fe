package dev.chela.core.heartbeat.internal;

import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.agent.WorkspaceFiles;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.config.Config;
import dev.chela.core.event.Events;
import dev.chela.core.inbox.Intake;
import dev.chela.core.outbox.Post;
import dev.chela.core.session.Runs;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.store.Ledger;
import dev.chela.core.usage.UsageBook;
import java.util.Optional;

/** What heartbeats work with. */
record Rooms(
        Ledger ledger, BeatRows rows, Intake intake, Post post, Runs runs, SystemEvents systemEvents, Agents agents, WorkspaceFiles files,
        Destinations destinations, UsageBook usage, Events events, Clock clock, Config.Live<HeartbeatConfig> config,
        Config.Live<ChannelsConfig> channels) {
    long now() {
        return clock.now().toEpochMilli();
    }

    Optional<Agent> agent(String id) {
        return agents.list().stream().filter(agent -> agent.id().value().equals(id)).findFirst();
    }

    /** Empty for an agent that has none. */
    Optional<Pulse> pulse(Agent agent) {
        return config.get().of(agent.id(), agents.primary().id()).map(said -> pulse(agent, said)).filter(Pulse::beats);
    }

    /** As {@link #pulse}, for whatever an agent without heartbeats would do if it had any. */
    Pulse likely(Agent agent) {
        return pulse(agent, config.get().of(agent.id(), agent.id()).orElse(HeartbeatConfig.Heartbeat.UNSAID));
    }

    private Pulse pulse(Agent agent, HeartbeatConfig.Heartbeat said) {
        return new Pulse(agent, said, config.get().place(agent.id()));
    }

    Visibility visibility(Listener listener) {
        return Visibility.of(channels.get(), listener);
    }
}
