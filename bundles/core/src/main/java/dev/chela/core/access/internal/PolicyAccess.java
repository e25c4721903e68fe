package dev.chela.core.access.internal;

import dev.chela.api.id.SessionKey;
import dev.chela.core.access.Access;
import dev.chela.core.access.AccountRules;
import dev.chela.core.access.AccountRules.GroupRule;
import dev.chela.core.access.Mentions;
import dev.chela.core.access.Pairings;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.config.Config;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Said;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings;
import dev.chela.core.session.Settings.Setting;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Whoever got past the gateway's authentication is the owner: the page, the command line, a program with the token. Over a channel
 * the account's rules decide who is heard, and {@code commands.ownerAllowFrom} alone who is the owner.
 */
@Component
public final class PolicyAccess implements Access {
    private static final Set<String> AUTHENTICATED = Set.of("chat", "agent", "console", "wake", "http", "cron", "heartbeat");

    /** Conversations that speak to each other: they may do what those might who set them to work. */
    private static final Set<String> HOUSE = Set.of("subagent", "session");

    private final Agents agents;
    private final Pairings pairings;
    private final Function<SessionKey, Settings> settled;
    private final Config.Live<ChannelsConfig> channels;
    private final Config.Live<AccessConfig> config;

    @Activate
    public PolicyAccess(@Reference Config config, @Reference Agents agents, @Reference Pairings pairings, @Reference Sessions sessions) {
        this(config, agents, pairings, key -> sessions.find(key).map(Session::settings).orElse(Settings.NONE));
    }

    /** @param settled what was said of a conversation itself */
    PolicyAccess(Config config, Agents agents, Pairings pairings, Function<SessionKey, Settings> settled) {
        this.agents = agents;
        this.pairings = pairings;
        this.settled = settled;
        this.channels = config.section("", ChannelsConfig.class);
        this.config = config.section("", AccessConfig.class);
    }

    @Deactivate
    public void close() {
        channels.close();
        config.close();
    }

    @Override
    public Verdict judge(Input input) {
        if (AUTHENTICATED.contains(input.source())) {
            return Admitted.OWNER;
        }
        if (HOUSE.contains(input.source())) {
            return new Admitted(owns(input), false, true);
        }
        if (isSystem(input)) {
            return new Admitted(false, false, true);
        }
        return ReturnAddress.read(input.origin()).map(from -> judge(from, input.said()))
                .orElseGet(() -> new Refused("nothing vouches for the source '" + input.source() + "'"));
    }

    @Override
    public boolean owns(Input input) {
        if (HOUSE.contains(input.source())) {
            return input.said().mandate().behalf().owner();
        }
        return AUTHENTICATED.contains(input.source()) || !isSystem(input) && ReturnAddress.read(input.origin())
                .filter(from -> config.get().commands().owns(from.channel(), from.sender())).isPresent();
    }

    /** Another system, with a token or a signature of its own: heard, and never the owner, wherever the answer goes. */
    private static boolean isSystem(Input input) {
        return input.source().equals(Intake.WEBHOOK);
    }

    private Verdict judge(ReturnAddress from, Said said) {
        ChannelsConfig configured = channels.get();
        Optional<AccountRules> rules = configured.account(from.channel(), from.account())
                .map(account -> AccountRules.of(account, configured.common("groupPolicy")));
        if (rules.isEmpty()) {
            return new Refused("channels." + from.channel() + " has no account '" + from.account() + "' any more");
        }
        return from.direct() ? direct(from, rules.get()) : group(from, said, rules.get());
    }

    private Verdict direct(ReturnAddress from, AccountRules rules) {
        String who = "'" + from.sender() + "' wrote directly";
        if (rules.direct() == AccountRules.Direct.DISABLED) {
            return new Refused(who + ", which channels." + from.channel() + ".dmPolicy forbids everybody");
        }
        boolean open = rules.direct() == AccountRules.Direct.OPEN;
        if (rules.senders().admits(from.sender()) || !open && pairings.knows(from.channel(), from.account(), from.sender())) {
            return admitted(from, true, true);
        }
        if (rules.direct() == AccountRules.Direct.PAIRING) {
            return new Unknown(who + " and is unknown; to let this person in: chela pairing list");
        }
        return new Refused(who + " and is not in channels." + from.channel() + ".allowFrom; "
                + (open ? "with dmPolicy \"open\" it must say \"*\"" : "add it there to let this person in"));
    }

    /** In this order: the policy, the group, the person; whether the assistant was meant comes last. */
    private Verdict group(ReturnAddress from, Said said, AccountRules rules) {
        String where = "'" + from.sender() + "' wrote in group '" + from.conversation().id() + "'";
        String place = "channels." + from.channel();
        Optional<GroupRule> group = rules.rule(from.conversation().id()).filter(GroupRule::enabled);
        if (rules.group() == AccountRules.Group.DISABLED) {
            return new Refused(where + ", and " + place + ".groupPolicy is \"disabled\"");
        }
        if (group.isEmpty()) {
            return new Refused(where + ", which is not enabled in " + place + ".groups");
        }
        boolean listed = rules.senders(group.get()).admits(from.sender());
        if (rules.group() == AccountRules.Group.ALLOWLIST && !listed) {
            return new Refused(where + " and is not in " + place + ".groupAllowFrom; add it there to let this person in");
        }
        return admitted(from, listed, !requiresMention(said, rules, group.get()) || from.called() || named(said));
    }

    /** What the owner has said in the group itself goes first. */
    private boolean requiresMention(Said said, AccountRules rules, GroupRule group) {
        String own = settled.apply(said.session()).get(Setting.ACTIVATION);
        return own.isEmpty() ? rules.requiresMention(group) : own.equals("mention");
    }

    private boolean named(Said said) {
        return agents.list().stream().filter(agent -> agent.id().equals(said.session().agent())).findFirst()
                .filter(agent -> speaksTo(agent, said.text())).isPresent();
    }

    @Override
    public boolean speaksTo(Agent agent, String text) {
        return Mentions.speaksTo(agent, config.get().mentionPatterns(agent.id().value()), text);
    }

    private Admitted admitted(ReturnAddress from, boolean listed, boolean spoken) {
        AccessConfig.Commands commands = config.get().commands();
        boolean owner = commands.owns(from.channel(), from.sender());
        return new Admitted(owner, owner || commands.lets(from.channel(), from.sender()).orElse(listed), spoken);
    }
}
