package dev.chela.rpc;

import dev.chela.api.config.Secret;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.task.Cancellation;
import dev.chela.core.FixedConfig;
import dev.chela.core.approval.Elevation;
import dev.chela.core.access.internal.ConfiguredOwners;
import dev.chela.core.access.internal.DeviceBook;
import dev.chela.core.agent.AgentEditor;
import dev.chela.core.agent.Belongings;
import dev.chela.core.agent.internal.ConfiguredAgents;
import dev.chela.core.agent.internal.DiskWorkspaceFiles;
import dev.chela.core.config.internal.FileConfig;
import dev.chela.core.errand.internal.ErrandDesk;
import dev.chela.core.eventwebhook.EventWebhooks;
import dev.chela.core.eventwebhook.internal.EventWebhookDesk;
import dev.chela.core.eventwebhook.internal.Recorder;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.heartbeat.internal.HeartbeatService;
import dev.chela.core.memory.internal.IndexedMemories;
import dev.chela.core.migration.OpenClawImport;
import dev.chela.core.model.Embeddings;
import dev.chela.core.process.Clearance;
import dev.chela.core.process.ExecSettings;
import dev.chela.core.process.ProcessHost;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.schedule.internal.CronSchedule;
import dev.chela.core.secret.internal.HomeEnvironment;
import dev.chela.core.secret.internal.LocalSecrets;
import dev.chela.core.secret.internal.ShapeRedactor;
import dev.chela.core.session.Branches;
import dev.chela.core.session.Groups;
import dev.chela.core.session.Notes;
import dev.chela.core.session.internal.JsonlFiles;
import dev.chela.core.session.internal.TranscriptSearch;
import dev.chela.core.skill.SkillArchives;
import dev.chela.core.store.internal.SqliteIndexFiles;
import dev.chela.core.tool.Powers;
import dev.chela.core.tool.ToolRegistry;
import dev.chela.core.tool.ToolsSettings;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.reply.NamedFiles;
import dev.chela.core.user.Preferences;
import dev.chela.core.user.Profiles;
import dev.chela.gateway.DeviceRegister;
import dev.chela.gateway.internal.auth.GatewayIdentityMethods;
import dev.chela.gateway.internal.auth.Tickets;
import dev.chela.gateway.internal.config.GatewayConfig;
import dev.chela.gateway.internal.config.GatewaySection;
import dev.chela.gateway.internal.config.Overrides;
import dev.chela.gateway.internal.http.Endpoints;
import dev.chela.gateway.internal.rpc.MethodTable;
import dev.chela.gateway.internal.server.Listener;
import dev.chela.gateway.internal.socket.Hub;
import dev.chela.gateway.internal.socket.HubBroadcaster;
import dev.chela.gateway.internal.socket.PresenceMethods;
import dev.chela.rpc.agent.FileMethods;
import dev.chela.rpc.agent.IdentityMethods;
import dev.chela.rpc.agent.RosterMethods;
import dev.chela.rpc.agent.WorkspaceMethods;
import dev.chela.rpc.approval.AllowlistMethods;
import dev.chela.rpc.approval.ApprovalEvents;
import dev.chela.rpc.approval.ApprovalInbox;
import dev.chela.rpc.approval.ApprovalMethods;
import dev.chela.rpc.channel.ActionMethods;
import dev.chela.rpc.channel.DeliveryMethods;
import dev.chela.rpc.channel.DeliveryNews;
import dev.chela.rpc.channel.Outgoing;
import dev.chela.rpc.channel.PairingMethods;
import dev.chela.rpc.channel.PairingNews;
import dev.chela.rpc.channel.RouteMethods;
import dev.chela.rpc.channel.SendMethods;
import dev.chela.rpc.channel.Targets;
import dev.chela.rpc.chat.AgentPlace;
import dev.chela.rpc.chat.AgentTurn;
import dev.chela.rpc.chat.ChatMethods;
import dev.chela.rpc.chat.CreateMethods;
import dev.chela.rpc.chat.HistoryMethods;
import dev.chela.rpc.chat.MediaMethods;
import dev.chela.rpc.chat.MetadataMethods;
import dev.chela.rpc.chat.Sending;
import dev.chela.rpc.chat.StartupMethods;
import dev.chela.rpc.chat.TalkMethods;
import dev.chela.rpc.chat.TranscriptMethods;
import dev.chela.rpc.config.ConfigMethods;
import dev.chela.rpc.config.ConfigRelay;
import dev.chela.rpc.config.SchemaMethods;
import dev.chela.rpc.cron.CronEvents;
import dev.chela.rpc.cron.CronMethods;
import dev.chela.rpc.device.DeviceMethods;
import dev.chela.rpc.device.DeviceNews;
import dev.chela.rpc.device.Pairing;
import dev.chela.rpc.device.ScopeUpgrades;
import dev.chela.rpc.event.Relay;
import dev.chela.rpc.memory.MemoryMethods;
import dev.chela.rpc.migration.ImportMethods;
import dev.chela.rpc.question.QuestionEvents;
import dev.chela.rpc.question.QuestionMethods;
import dev.chela.rpc.session.BranchMethods;
import dev.chela.rpc.session.CleanupMethods;
import dev.chela.rpc.session.CompactMethods;
import dev.chela.rpc.session.GroupMethods;
import dev.chela.rpc.session.LookupMethods;
import dev.chela.rpc.session.PatchMethods;
import dev.chela.rpc.session.SearchMethods;
import dev.chela.rpc.session.SessionApprovals;
import dev.chela.rpc.session.SessionChanges;
import dev.chela.rpc.session.SessionMethods;
import dev.chela.rpc.session.SessionQuery;
import dev.chela.rpc.session.SessionRows;
import dev.chela.rpc.session.ViewerMethods;
import dev.chela.rpc.skill.SkillNews;
import dev.chela.rpc.skill.SkillMethods;
import dev.chela.rpc.skill.SkillSettings;
import dev.chela.rpc.skill.UploadMethods;
import dev.chela.rpc.skill.Uploads;
import dev.chela.rpc.skill.WorkshopMethods;
import dev.chela.rpc.system.ChannelMethods;
import dev.chela.rpc.system.CommandMethods;
import dev.chela.rpc.system.EventMethods;
import dev.chela.rpc.system.HeartbeatMethods;
import dev.chela.rpc.system.HostMethods;
import dev.chela.rpc.system.HouseGreeting;
import dev.chela.rpc.system.LogMethods;
import dev.chela.rpc.system.ModelMethods;
import dev.chela.rpc.system.SystemMethods;
import dev.chela.rpc.system.UnbuiltLists;
import dev.chela.rpc.system.UnbuiltPages;
import dev.chela.rpc.tool.EffectiveTools;
import dev.chela.rpc.tool.GitHubIdentity;
import dev.chela.rpc.tool.ToolInvocation;
import dev.chela.rpc.tool.ToolLists;
import dev.chela.rpc.usage.CostMethods;
import dev.chela.rpc.usage.UsageMethods;
import dev.chela.rpc.user.PreferenceMethods;
import dev.chela.rpc.user.ProfileMethods;
import dev.chela.rpc.user.ThemeMethods;
import dev.chela.rpc.webhook.WebhookMethods;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The rooms, the methods and the gateway, put together by hand: what a client on a real socket talks to. */
final class WiredHouse implements AutoCloseable {
    static final String TOKEN = "a-token-for-tests-0123456789";

    final Talk talk;
    final SystemMethods system;
    final MethodTable methods = new MethodTable(Duration.ofSeconds(2));
    final Broadcaster clients;
    private final GuestBook guests = new GuestBook();
    private final ApprovalEvents approvals;
    private final SessionApprovals sessionApprovals;
    private final QuestionEvents questions;
    private final Preferences wishes;
    private final PreferenceMethods preferences;
    final FileConfig config;
    private final Relay relay;
    private final ConfigRelay configRelay;
    private final SkillNews skillNews;
    private final ProcessHost processes;
    private final CronSchedule schedule;
    private final CronEvents jobs;
    final HeartbeatService heartbeats;
    private final HeartbeatMethods beats;
    private final IndexedMemories memories;
    private final Uploads uploads;
    private MetadataMethods metadata;
    private AllowlistMethods allowlist;
    private ErrandDesk errands;
    private Recorder recorder;
    private EventWebhookDesk webhooks;
    final Hub hub;
    private final Listener listener;
    private final DeviceNews news;
    final DeviceRegister register;
    private final PairingNews pairingNews;
    private final DeliveryNews deliveryNews;
    final DeviceBook devices;

    WiredHouse(Path root) {
        this(new Talk(root));
    }

    WiredHouse(Talk talk) {
        this.talk = talk;
        House house = talk.house;
        hub = new Hub(house.clock, methods);
        clients = new HubBroadcaster(hub);
        SessionRows rows = new SessionRows(talk.agents, talk.model, house.turns, house.sessions);
        wishes = new Preferences(house.ledger);
        preferences = new PreferenceMethods(wishes, house.events, clients);
        config = config(house);
        heartbeats = new HeartbeatService(house.ledger, house.intake, house.outbox, house.turns, house.sessions, house.systemEvents, house.events,
                talk.agents, new DiskWorkspaceFiles(), house.book, new ConfiguredOwners(config, config), house.usage, house.clock, new FixedConfig(),
                house.reception);
        beats = new HeartbeatMethods(heartbeats, house.events, clients);
        system = new SystemMethods(house.sessions, rows, house.turns, talk.agents, house.home, house.systemEvents, house.channels, heartbeats, house.clock, clients);
        approvals = new ApprovalEvents(house.events, clients, house.clock);
        sessionApprovals = new SessionApprovals(house.approvals, house.events, clients, house.clock);
        questions = new QuestionEvents(house.events, clients);
        relay = new Relay(house.events, clients, house.sessions, rows, house.clock);
        memories = new IndexedMemories(house.home, new SqliteIndexFiles(house.home), new JsonlFiles(house.sessions, house.home), new NoEmbeddings(), house.clock, config);
        processes = new ProcessHost(new FixedConfig(ExecSettings.defaults()), house.home, house.clock, Clearance.NONE, Sandboxes.NONE, new Bubblewrap());
        schedule = new CronSchedule(house.ledger, house.intake, house.outbox, house.outbox, house.turns, house.sessions, house.transcripts,
                house.systemEvents, house.events, talk.agents, house.book, house.borders, house.clock, new FixedConfig(), house.home, house.http, processes,
                house.reception);
        jobs = new CronEvents(house.events, clients);
        configRelay = new ConfigRelay(house.events, clients, house.clock);
        skillNews = new SkillNews(house.skills, talk.agents, clients, house.clock, house.events);
        uploads = new Uploads(house.home, house.clock);
        methods(house, rows, clients);
        GatewaySection section = new GatewaySection(
                new Overrides(house.home.root(), OptionalInt.of(0), Optional.empty(), Optional.empty()), secret -> { });
        listener = new Listener(house.clock, section, hub, methods, new Endpoints(), new Tickets(house.clock));
        section.apply(new GatewayConfig(null, null, null, null, new GatewayConfig.Auth(null, new Secret(TOKEN), null, null, null), null,
                List.of("127.0.0.1"), null, null));
        devices = new DeviceBook(house.ledger, house.clock);
        pairingNews = new PairingNews(house.events, clients);
        deliveryNews = new DeliveryNews(house.events, clients);
        news = new DeviceNews(house.events, clients, hub);
        methods.bind(new DeviceMethods(devices, hub, house.clock));
        methods.bind(new ScopeUpgrades(devices, hub, house.events, house.clock));
        methods.bind(new GatewayIdentityMethods(section));
        register = new Pairing(devices);
        listener.register(register);
        listener.bind(new HouseGreeting(system, talk.agents, List.of("health")));
    }

    /** No provider has any. */
    private static final class NoEmbeddings implements Embeddings {
        @Override
        public ModelRef embedding(String provider, String model) {
            throw new Permanent("there is no model provider '" + provider + "'");
        }

        @Override
        public List<float[]> embed(ModelRef model, List<String> texts, Cancellation cancellation) {
            throw new Permanent("there is no model provider '" + model.provider() + "'");
        }
    }

    private static FileConfig config(House house) {
        HomeEnvironment environment = new HomeEnvironment(house.home, Map.of());
        ShapeRedactor redactor = new ShapeRedactor();
        return new FileConfig(house.home, environment, new LocalSecrets(house.home, environment, redactor), redactor, house.events,
                house.clock);
    }

    private ErrandDesk errands(House house, ToolRegistry tools) {
        errands = new ErrandDesk(tools, house.approvals, house.sessions, house.ledger, house.hooks, house.clock);
        return errands;
    }

    private void methods(House house, SessionRows rows, Broadcaster clients) {
        ToolRegistry tools = new ToolRegistry(guests, new FixedConfig(ToolsSettings.NONE), Sandboxes.NONE);
        tools.add(new Greet(), new Guest(1, "greeter", "1"), Powers.ofHeader(""), 1);
        SessionQuery query = new SessionQuery(house.sessions, rows, house.turns, talk.agents, house.clock, house.home);
        SessionChanges changes = new SessionChanges(house.sessions, rows, talk.model, house.clock);
        Targets targets = new Targets(house.channels, house.book);
        Outgoing outgoing = new Outgoing(house.messenger, new Notes(house.sessions, house.transcripts, house.events, house.clock), talk.agents, house.files);
        allowlist = new AllowlistMethods(house.approvals, config, config, house.home);
        metadata = new MetadataMethods(talk.model, house.commands, house.skills, talk.agents, house.events, clients);
        Sending sending = new Sending(house.intake, house.sessions, rows, talk.model, targets, house.clock);
        Branches branches = new Branches(house.sessions, house.transcripts, house.turns, house.clock);
        HistoryMethods histories = new HistoryMethods(house.intake, house.sessions, house.transcripts, rows, house.turns, talk.agents);
        LookupMethods lookups = new LookupMethods(house.sessions, talk.agents);
        AgentPlace place = new AgentPlace(house.sessions, changes, targets, house.routing, talk.agents);
        methods.bind(new ThemeMethods(wishes));
        List.of(system, new PresenceMethods(hub), new ModelMethods(talk.model, house.clock), new LogMethods(house.home), new ConfigMethods(config, config, house.clock), new SchemaMethods(config, house.clock),
                new ChannelMethods(house.channels, house.clock), new DeliveryMethods(house.outbox),
                new PairingMethods(house.pairings, new ConfiguredOwners(config, config), house.channels), new RouteMethods(house.routing), new CommandMethods(house.commands, house.skills, talk.agents),
                new HostMethods(hub, house.home), new UnbuiltPages(talk.agents),
                new CostMethods(house.usage, house.clock), preferences,
                new SendMethods(targets, outgoing), new ActionMethods(targets, outgoing, talk.agents),
                new EventMethods(house.systemEvents, heartbeats, talk.agents), beats,
                new UnbuiltLists(house.clock), new CronMethods(schedule), new SkillMethods(house.skills, talk.agents, skillNews), new WorkshopMethods(house.skills, talk.agents, house.clock),
                new SkillSettings(house.skills, talk.agents, config), new ToolLists(tools, talk.agents), new EffectiveTools(tools, talk.agents, house.sessions, talk.model, Sandboxes.NONE, new Bubblewrap(), new Elevation(new FixedConfig())), new GitHubIdentity(talk.agents), new ToolInvocation(tools, talk.agents, errands(house, tools)),
                new SessionMethods(house.intake, house.sessions, query, rows, house.endings, house.turns, talk.agents, changes, sessionApprovals),
                new PatchMethods(changes, talk.agents, house.home), lookups,
                new TalkMethods(sending, house.sessions, house.turns, talk.agents),
                new CreateMethods(sending, house.sessions, changes, branches, talk.agents),
                new TranscriptMethods(house.sessions, house.transcripts, talk.agents, house.clock),
                new ChatMethods(sending, house.sessions, changes, house.transcripts,
                        new Notes(house.sessions, house.transcripts, house.events, house.clock), house.turns, talk.agents),
                new ApprovalMethods(house.approvals, talk.agents, house.clock), new ApprovalInbox(house.approvals),
                allowlist, new ProfileMethods(new Profiles(house.ledger, house.clock)),
                new QuestionMethods(house.inquiries, talk.agents, house.turns, house.clock),
                histories, new MediaMethods(new NamedFiles(house.sessions, house.transcripts, talk.agents, house.enclosures, house.files, house.intake, house.access), talk.agents),
                new BranchMethods(branches, talk.agents),
                new UsageMethods(house.sessions, house.transcripts, rows, talk.agents, house.clock),
                new CleanupMethods(house.housekeeping, talk.agents), new GroupMethods(new Groups(house.ledger, house.sessions)),
                new CompactMethods(house.turns, talk.agents),
                new SearchMethods(new TranscriptSearch(house.home), query, rows, talk.agents), new ViewerMethods(talk.agents), metadata,
                new MemoryMethods(memories, talk.agents), new WebhookMethods(webhooks(house)),
                new AgentTurn(sending, house.intake, house.turns, house.sessions, rows, talk.model, place, house.clock))
                .forEach(methods::bind);
        agents(house).forEach(methods::bind);
        methods.bind(new UploadMethods(uploads, house.skills, new SkillArchives(house.skills, house.home, house.clock), talk.agents, skillNews));
        methods.bind(new ImportMethods(new OpenClawImport(house.home, house.ledger, house.sessions, new ConfiguredAgents(config, house.home),
                new DiskWorkspaceFiles(), config, config, config, house.pairings, house.clock), schedule));
        methods.bind(new StartupMethods(histories, lookups, roster(house), metadata));
    }

    private EventWebhooks webhooks(House house) {
        ShapeRedactor redactor = new ShapeRedactor();
        recorder = new Recorder(config, redactor, house.clock);
        house.ledger.define(recorder.room(), recorder.tables());
        webhooks = new EventWebhookDesk(house.ledger, config, house.events, house.clock, house.http, redactor);
        return webhooks;
    }

    private RosterMethods roster(House house) {
        ConfiguredAgents agents = new ConfiguredAgents(config, house.home);
        return new RosterMethods(agents, new AgentEditor(agents, config, config), new Belongings(house.home, agents, house.clock),
                house.endings, new DiskWorkspaceFiles(), talk.model);
    }

    /** The agents of the file; all other rooms take any agent's name. */
    private List<RpcMethods> agents(House house) {
        ConfiguredAgents agents = new ConfiguredAgents(config, house.home);
        DiskWorkspaceFiles files = new DiskWorkspaceFiles();
        return List.of(roster(house), new IdentityMethods(agents, files), new FileMethods(agents, files), new WorkspaceMethods(agents, files));
    }

    int port() {
        return hub.address().getPort();
    }

    java.net.URI uri() {
        return hub.address();
    }

    Client client(String... caps) throws Exception {
        return Client.greeted(hub.address(), "[\"operator.read\",\"operator.write\",\"operator.admin\"]", caps);
    }

    /** A client that stays, and so is present. */
    Client page() throws Exception {
        return Client.greetedAs("ui", hub.address(), "[\"operator.read\"]");
    }

    Client clientWith(String scopes) throws Exception {
        return Client.greeted(hub.address(), scopes);
    }

    @Override
    public void close() throws Exception {
        listener.stop();
        hub.close();
        system.close();
        approvals.stop();
        questions.stop();
        preferences.stop();
        news.stop();
        pairingNews.stop();
        deliveryNews.stop();
        relay.stop();
        configRelay.stop();
        skillNews.stop();
        jobs.stop();
        schedule.stop();
        beats.close();
        heartbeats.stop();
        processes.close();
        metadata.stop();
        errands.close();
        webhooks.close();
        recorder.close();
        memories.close();
        uploads.stop();
        allowlist.stop();
        config.close();
        talk.close();
        guests.close();
    }
}
