package dev.chela.core.turn.internal;

import dev.chela.api.channel.ChannelType;
import dev.chela.api.config.Secret;
import dev.chela.api.hook.Hook;
import dev.chela.api.id.ModelRef;
import dev.chela.api.id.SessionKey;
import dev.chela.core.FixedConfig;
import dev.chela.core.access.internal.AccessConfig;
import dev.chela.core.access.internal.PairingBook;
import dev.chela.core.access.internal.PolicyAccess;
import dev.chela.core.agent.Agents;
import dev.chela.core.agent.internal.DiskWorkspaceFiles;
import dev.chela.core.approval.Elevation;
import dev.chela.core.approval.internal.ApprovalDesk;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.channel.internal.ChannelHouse;
import dev.chela.core.channel.internal.TypingConfig;
import dev.chela.core.channel.internal.Typist;
import dev.chela.core.command.internal.CommandBook;
import dev.chela.core.command.internal.Levels;
import dev.chela.core.config.Config;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.files.FileGrants;
import dev.chela.core.guest.Arrivals;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.hook.internal.Departures;
import dev.chela.core.hook.internal.HookRegistry;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Said;
import dev.chela.core.inbox.internal.SqliteIntake;
import dev.chela.core.media.Enclosures;
import dev.chela.core.media.MediaStore;
import dev.chela.core.media.internal.Sweeper;
import dev.chela.core.message.AddressBook;
import dev.chela.core.message.Belonging;
import dev.chela.core.message.Borders;
import dev.chela.core.message.Messenger;
import dev.chela.core.message.internal.Dispatch;
import dev.chela.core.model.Models;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.outbox.Courier;
import dev.chela.core.outbox.DeliveryConfig;
import dev.chela.core.outbox.Gestures;
import dev.chela.core.outbox.Inspection;
import dev.chela.core.outbox.internal.SqliteOutbox;
import dev.chela.core.process.ExecSettings;
import dev.chela.core.question.internal.InquiryDesk;
import dev.chela.core.reception.Reception;
import dev.chela.core.routing.SessionScope;
import dev.chela.core.routing.internal.ConfiguredRouting;
import dev.chela.core.routing.internal.RoutingConfig;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.sandbox.internal.ConfiguredSandboxes;
import dev.chela.core.secret.internal.HomeEnvironment;
import dev.chela.core.secret.internal.ShapeRedactor;
import dev.chela.core.session.Branches;
import dev.chela.core.session.Endings;
import dev.chela.core.session.Housekeeping;
import dev.chela.core.session.MaintenanceConfig;
import dev.chela.core.session.QueueConfig;
import dev.chela.core.session.QueueRules;
import dev.chela.core.session.ResetConfig;
import dev.chela.core.session.RollOver;
import dev.chela.core.session.Runs;
import dev.chela.core.session.SendPolicy;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.session.internal.JsonlTranscripts;
import dev.chela.core.session.internal.SqliteSessions;
import dev.chela.core.skill.AgentSkills;
import dev.chela.core.skill.SkillsConfig;
import dev.chela.core.skill.internal.Machine;
import dev.chela.core.skill.internal.SkillDesk;
import dev.chela.core.store.CommitListener;
import dev.chela.core.store.internal.LedgerOptions;
import dev.chela.core.store.internal.SqliteLedger;
import dev.chela.core.subagent.Kin;
import dev.chela.core.subagent.internal.Announcer;
import dev.chela.core.subagent.internal.Delegation;
import dev.chela.core.subagent.internal.ModelChoice;
import dev.chela.core.subagent.internal.Spawning;
import dev.chela.core.subagent.internal.SubagentsOrder;
import dev.chela.core.subagent.internal.Talks;
import dev.chela.core.turn.Turns;
import dev.chela.core.turn.internal.reply.AnswerFiles;
import dev.chela.core.turn.internal.run.Toolbox;
import dev.chela.core.turn.internal.settings.BlockSettings;
import dev.chela.core.turn.internal.settings.ContextSettings;
import dev.chela.core.turn.internal.settings.LoopDetection;
import dev.chela.core.turn.internal.settings.OutgoingStyle;
import dev.chela.core.usage.BudgetConfig;
import dev.chela.core.usage.Budgets;
import dev.chela.core.usage.Price;
import dev.chela.core.usage.Spend;
import dev.chela.core.usage.Tokens;
import dev.chela.core.usage.UsageBook;
import dev.langchain4j.model.output.TokenUsage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The rooms that a message walks through, real ones on a real disk, with a model and tools of the test's own. */
public final class House implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration GLANCE = Duration.ofMillis(50);
    public static final SessionKey MAIN = new SessionKey("agent:main:main");

    public final InProcessEvents events = new InProcessEvents();
    public final HeldClock clock = new HeldClock();
    public final LockedHome home;
    public final SqliteLedger ledger;
    public final SqliteIntake intake;
    public final QueueRules queueRules;
    public final SqliteSessions sessions;
    public final JsonlTranscripts transcripts;
    public final GuestBook guests = new GuestBook();
    public final JdkHttp http = new JdkHttp(clock);
    public final MediaStore media;
    private final Sweeper sweeper;
    public final Enclosures enclosures;
    public final FileGrants files;
    public final PolicyAccess access;
    public final ChannelHouse channels;
    public final HookRegistry hooks;
    private final Typist typist;
    public final SqliteOutbox outbox;
    public final ApprovalDesk approvals;
    public final InquiryDesk inquiries;
    public final SystemEvents systemEvents;
    public final PairingBook pairings;
    public final AddressBook book;
    public final UsageBook usage;
    public final Budgets budgets;
    public final SkillDesk skills;
    public final Kin kin;
    private final Announcer announcer;
    public final TurnService turns;
    private final Spawning spawning;
    public final Delegation delegation;
    public final Talks talks;
    public final Messenger messenger;
    public final Borders borders;
    public final Dispatch dispatch;
    /** Who knows of conversations that belong to others. */
    public volatile Belonging belonging = (session, there) -> Optional.empty();
    public final Endings endings;
    public final Housekeeping housekeeping;
    public final CommandBook commands = new CommandBook();
    public final Reception reception;
    public final ConfiguredRouting routing;
    /** Dollars for a million tokens. */
    private static final Price PRICE = new Price(BigDecimal.valueOf(3), BigDecimal.valueOf(15));
    /** In minutes. A conversation of a test must not be over because it runs at four in the morning. */
    private static final int A_YEAR = 525_600;
    /** A day of a test must not end because it runs at midnight. */
    private static final int NOON = 12;
    /** What waits for a run of its own need not wait for quiet. */
    public static final QueueConfig AT_ONCE = new QueueConfig(new QueueConfig.Queue(null, null, Duration.ZERO, null, null, null), null);
    private long generation;

    public House(Path root, CommitListener listener, Function<Intake, Models> models, Function<Intake, Toolbox> tools, Runnable open) {
        this(root, listener, models, tools, new Roster(root.resolve("workspace")), open, Map.of(), List.of(), new Record[0]);
    }

    public House(Path root, CommitListener listener, Function<Intake, Models> models, Function<Intake, Toolbox> tools, Agents agents,
            Runnable open, Map<String, Object> channelsConfig) {
        this(root, listener, models, tools, agents, open, channelsConfig, List.of(), new Record[0]);
    }

    /** @param configured sections that are not to have their defaults */
    public House(Path root, Function<Intake, Models> models, Function<Intake, Toolbox> tools, Agents agents, Record... configured) {
        this(root, CommitListener.NONE, models, tools, agents, () -> { }, Map.of(), List.of(), configured);
    }

    /** @param configured sections that are not to have their defaults */
    public House(Path root, Function<Intake, Models> models, Function<Intake, Toolbox> tools, Agents agents, Map<String, Object> channelsConfig,
            Record... configured) {
        this(root, CommitListener.NONE, models, tools, agents, () -> { }, channelsConfig, List.of(), configured);
    }

    /** @param channelsConfig the section {@code channels} */
    public House(Path root, CommitListener listener, Function<Intake, Models> models, Function<Intake, Toolbox> tools, Runnable open,
            Map<String, Object> channelsConfig) {
        this(root, listener, models, tools, open, channelsConfig, List.of());
    }

    /** @param standing hooks that are there before anything that an earlier life left is taken up */
    public House(Path root, CommitListener listener, Function<Intake, Models> models, Function<Intake, Toolbox> tools, Runnable open,
            Map<String, Object> channelsConfig, List<Hook<?>> standing) {
        this(root, listener, models, tools, new Roster(root.resolve("workspace")), open, channelsConfig, standing, new Record[0]);
    }

    private House(Path root, CommitListener listener, Function<Intake, Models> models, Function<Intake, Toolbox> tools,
            Agents agents, Runnable open, Map<String, Object> channelsConfig, List<Hook<?>> standing, Record[] configured) {
        Config config = new FixedConfig(configured).or(AT_ONCE, new OutgoingStyle.Outgoing(null), new BlockSettings(null), new TypingConfig(null, null), new DeliveryConfig(null), new ChannelsConfig(channelsConfig),
                new SessionScope(null), new SendPolicy(null), ExecSettings.defaults(), new BudgetConfig.House(null), new BudgetConfig.Agents(null, null), LoopDetection.USUAL, ContextSettings.USUAL,
                new AccessConfig(new AccessConfig.Commands(List.of("loopback:alice"), null),
                        new AccessConfig.Messages(new AccessConfig.GroupChat(List.of("\\bhouse\\b"))), null),
                new RoutingConfig(null, null, null), new ResetConfig(new ResetConfig.Policy(ResetConfig.Mode.IDLE, null, A_YEAR), null, null),
                new MaintenanceConfig(null, null, null, null, null, null, null),
                new SkillsConfig(null, null, new SkillsConfig.Install(null, null, true), null, null), new AgentSkills(null, null));
        home = new LockedHome(root);
        ledger = new SqliteLedger(home, events, LedgerOptions.production().with(listener));
        intake = new SqliteIntake(ledger, events);
        sessions = new SqliteSessions(ledger, events, clock, home, config);
        queueRules = new QueueRules(sessions, config);
        transcripts = new JsonlTranscripts(home, events);
        media = new MediaStore(home, events);
        channels = new ChannelHouse(ledger, intake, config, guests, ref -> new Secret("none"), new ShapeRedactor(),
                http, proxy -> http, events, media, clock);
        typist = new Typist(channels, events, config, clock);
        hooks = new HookRegistry(guests, config, clock);
        standing.forEach(hook -> plug(hook, "org.example.standing" + generation, false));
        outbox = new SqliteOutbox(ledger, channels, departures(), config, events, clock);
        Elevation elevation = new Elevation(config);
        approvals = new ApprovalDesk(ledger, outbox, sessions, config, events, clock, new ConfiguredSandboxes(config, home, agents), elevation);
        pairings = new PairingBook(ledger, outbox, clock);
        usage = new UsageBook(ledger);
        budgets = new Budgets(usage, config, clock, ZoneOffset.ofHours(NOON - LocalTime.now(ZoneOffset.UTC).getHour()));
        systemEvents = new SystemEvents(ledger, sessions, clock);
        inquiries = new InquiryDesk(ledger, outbox, sessions, events, clock);
        Models model = models.apply(intake);
        skills = new SkillDesk(agents, config, home, new HomeEnvironment(home, Map.of()), clock,
                new Machine("linux", "/usr/bin:/bin", home.root(), home.root().resolve("distribution/skills")));
        kin = new Kin(ledger, clock);
        announcer = new Announcer(kin, intake, sessions, events, clock, config);
        enclosures = new Enclosures(media, http, config);
        files = new FileGrants(config, home, agents, Sandboxes.NONE);
        access = new PolicyAccess(config, agents, pairings, sessions);
        turns = new TurnService(ledger, sessions, transcripts, intake, outbox, agents, new DiskWorkspaceFiles(), model,
                House::spent, tools.apply(intake), new ShapeRedactor(), events, clock, approvals, systemEvents, usage, budgets, skills, config, announcer, hooks,
                new AnswerFiles(enclosures, files, channels, agents, intake, access), end -> () -> { });
        endings = new Endings(sessions, transcripts, turns, clock);
        housekeeping = new Housekeeping(sessions, endings, turns, home, clock, config);
        Levels levels = new Levels(sessions, model, agents, clock, elevation);
        Orders.of(this, model, agents, config, levels).forEach(commands::add);
        routing = new ConfiguredRouting(agents, access, config);
        spawning = new Spawning(kin, intake, turns, sessions, transcripts, new Branches(sessions, transcripts, turns, clock), agents, access,
                Sandboxes.NONE, files, new ModelChoice(model), events, clock, config);
        delegation = new Delegation(spawning, kin, turns, sessions, ledger, endings, events);
        talks = new Talks(sessions, transcripts, turns, intake, access, agents, Sandboxes.NONE, clock, config);
        book = new AddressBook(channels, sessions, pairings);
        messenger = new Messenger(new Courier(ledger, outbox, outbox, events), new Gestures(ledger, outbox, outbox, channels, events), enclosures);
        sweeper = new Sweeper(media, outbox, events);
        borders = new Borders(config);
        dispatch = new Dispatch(book, messenger, sessions, transcripts, turns, intake, access, borders, files,
                (session, there) -> belonging.objection(session, there));
        commands.add(new SubagentsOrder(kin, sessions, transcripts));
        reception = new Reception(ledger, intake, channels, routing, access, pairings, commands, levels, inquiries, turns, sessions, transcripts, new RollOver(sessions, transcripts, turns, clock, config), queueRules, hooks, config, outbox, outbox, systemEvents, events, clock);
        open.run();
    }

    /** The model {@code other} has no price. */
    private static Spend spent(ModelRef model, TokenUsage used) {
        return (model.model().equals("other") ? Price.FREE : PRICE).of(new Tokens(used.inputTokenCount(), used.outputTokenCount()));
    }

    public Input said(String id, String text) {
        return said(id, text, clock.now().toEpochMilli());
    }

    public static Input said(String id, String text, long at) {
        return new Input(id, "chat", "", id, new Said(MAIN, text, List.of(), ""), "", at);
    }

    /** As when the plugins of an earlier start are there again. */
    private Inspection departures() {
        Departures departures = new Departures(hooks);
        departures.bindArrivals(new Arrivals() { });
        return departures;
    }

    /** Plugs a hook in; a later one is a newer generation of its plugin. */
    public void plug(Hook<?> hook, String plugin, boolean strict) {
        generation++;
        hooks.add(hook, new Guest(generation, plugin, "1." + generation), new HookRegistry.Place(0, generation, strict));
    }

    /** Plugs a channel in; a later one is a newer generation of it. */
    public void plug(ChannelType type) {
        generation++;
        channels.add(type, new Guest(generation, "loopback", "1." + generation), generation);
    }

    /** Waits until something is so, looking again whenever anything happens, and now and then, since not everything is told; until a minute passes in which nothing does. */
    public void until(String what, BooleanSupplier reached) {
        Semaphore happened = new Semaphore(0);
        try (var listening = events.listen(Object.class, event -> happened.release())) {
            long last = System.nanoTime();
            while (!reached.getAsBoolean()) {
                if (happened.tryAcquire(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    happened.drainPermits();
                    last = System.nanoTime();
                } else if (System.nanoTime() - last > PATIENCE.toNanos()) {
                    throw new AssertionError("never: " + what);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public Optional<Runs.Settled> ended(String run) {
        return turns.await(new dev.chela.api.id.RunId(run), Duration.ofSeconds(60));
    }

    public Path transcript() {
        return home.root().resolve(sessions.open(MAIN).file());
    }

    /** What kill -9 leaves: nothing is written any more. */
    public void abandon() {
        ledger.abandon();
        close(false);
    }

    @Override
    public void close() {
        close(true);
    }

    private void close(boolean orderly) {
        typist.stop();
        channels.stop();
        reception.stop();
        housekeeping.stop();
        turns.stop();
        delegation.close();
        announcer.close();
        spawning.close();
        talks.close();
        borders.close();
        sweeper.close();
        enclosures.close();
        inquiries.close();
        outbox.stop();
        hooks.close();
        transcripts.close();
        if (orderly) {
            sessions.close();
            ledger.close();
        }
        guests.close();
        http.close();
        clock.close();
        home.close();
    }
}
