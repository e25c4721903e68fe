package dev.chela.core.tool;

import dev.chela.api.id.SessionKey;
import dev.chela.api.id.AgentId;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolResult;
import dev.chela.api.tool.ToolSource;
import dev.chela.core.config.Config;
import dev.chela.core.guest.Desk;
import dev.chela.core.guest.GrantSource;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.Guests;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.tool.internal.Bound;
import dev.chela.core.tool.internal.Caller;
import dev.chela.core.tool.internal.Catalog;
import dev.chela.core.tool.internal.InSandbox;
import dev.chela.core.tool.internal.Pipeline;
import dev.chela.core.tool.internal.Sources;
import dev.chela.core.tool.internal.Strangers;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whiteboard of tools. */
@Component(service = Tools.class)
public final class ToolRegistry implements Tools {
    private static final Logger LOG = LoggerFactory.getLogger(ToolRegistry.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Map<Object, Bound> bound = new ConcurrentHashMap<>();
    private final Map<Class<?>, GrantSource<?>> grants = new ConcurrentHashMap<>();
    private final Catalog catalog = new Catalog();
    private final Sources sources = new Sources();
    private final Caller caller = new Caller(grants::get);
    private final Guests guests;
    private final Sandboxes sandboxes;
    private final Config.Live<ToolsSettings> settings;
    private final Strangers strangers = new Strangers();
    private volatile Pipeline pipeline;
    private volatile Duration drain = DRAIN;

    @Activate
    public ToolRegistry(@Reference Guests guests, @Reference Config config, @Reference Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
        this.guests = guests;
        this.settings = config.section("", ToolsSettings.class);
        this.pipeline = new Pipeline(settings.get());
    }

    @Deactivate
    public void close() {
        drain = Duration.ZERO;
        settings.close();
    }

    @Reference(service = Tool.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindTool(Tool<?> tool, ServiceReference<Tool<?>> reference) {
        add(tool, guest(reference), Powers.of(reference.getBundle()), id(reference));
    }

    /** Returns when running calls have left, ten seconds at most: Declarative Services stops the tool's component after this. */
    void unbindTool(Tool<?> tool) {
        remove(tool);
    }

    @Reference(service = ToolSource.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSource(ToolSource source, ServiceReference<ToolSource> reference) {
        sources.add(source, guests.admit(guest(reference)), Powers.of(reference.getBundle()), id(reference));
    }

    void unbindSource(ToolSource source) {
        sources.remove(source, drain);
    }

    @Reference(service = GrantSource.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindGrant(GrantSource<?> source) {
        grants.put(source.power(), source);
    }

    public void unbindGrant(GrantSource<?> source) {
        grants.remove(source.power(), source);
    }

    private static Guest guest(ServiceReference<?> reference) {
        var bundle = reference.getBundle();
        return new Guest(bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion().toString());
    }

    private static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    /**
     * Offers a tool; one that describes itself wrongly is refused with a warning.
     *
     * @param order higher is newer
     */
    public void add(Tool<?> tool, Guest guest, Powers powers, long order) {
        Desk desk = guests.admit(guest);
        try {
            Bound offer = new Bound(tool, desk, powers, order);
            bound.put(tool, offer);
            catalog.add(offer);
        } catch (Exception | LinkageError fault) {
            LOG.warn("the tool {} of {} cannot be used: {}", tool.getClass().getName(), guest, fault.toString());
            desk.close(Duration.ZERO);
        }
    }

    public void remove(Tool<?> tool) {
        Bound offer = bound.remove(tool);
        if (offer != null) {
            catalog.remove(offer);
            if (!offer.desk().close(drain)) {
                LOG.warn("calls of tool {} of {} did not end in time and were interrupted", offer.spec().name(), offer.spec().guest());
            }
        }
    }

    @Override
    public List<ToolSpec> offered(ToolRequest.Whose whose) {
        ToolPolicy policy = policy(whose);
        List<ToolSpec> all = all();
        strangers.tell(pipeline(), all);
        return all.stream().filter(spec -> policy.permits(spec.name())).toList();
    }

    @Override
    public ToolPolicy policy(ToolRequest.Whose whose) {
        ToolPolicy policy = pipeline().of(whose);
        return sandboxes.demanded(whose.agent(), whose.session()) ? policy.and(List.of(InSandbox.of(sandboxes.tools(whose.agent())))) : policy;
    }

    @Override
    public Map<String, List<String>> strangers() {
        return pipeline().strangers(all().stream().map(ToolSpec::name).toList());
    }

    private Pipeline pipeline() {
        ToolsSettings now = settings.get();
        if (pipeline.settings() != now) {
            pipeline = new Pipeline(now);
        }
        return pipeline;
    }

    @Override
    public List<ToolSpec> all() {
        return meant().values().stream().map(Bound::spec).toList();
    }

    @Override
    public Optional<ToolSpec> find(String name) {
        return Optional.ofNullable(meant().get(name)).map(Bound::spec);
    }

    private Map<String, Bound> meant() {
        Map<String, Bound> meant = new TreeMap<>(catalog.meant());
        sources.tools().forEach(tool -> meant.putIfAbsent(tool.spec().name(), tool));
        return meant;
    }

    @Override
    public Path place(AgentId agent, SessionKey session, Path workspace) {
        return sandboxes.of(agent, session).map(box -> workspace.startsWith(box.directory()) ? workspace : box.directory()).orElse(workspace);
    }

    @Override
    public ToolResult run(ToolRequest request) throws InterruptedException {
        try {
            ToolRequest.Whose whose = request.whose();
            ToolRequest placed = request.in(place(whose.agent(), whose.session(), whose.workspace()));
            return caller.run(placed, () -> permitted(placed));
        } catch (Permanent | UncheckedIOException noPlace) {
            return ToolResult.error(String.valueOf(noPlace.getMessage()));
        }
    }

    private Bound permitted(ToolRequest request) {
        Bound tool = catalog.meant().get(request.tool());
        if (tool == null) {
            tool = meant().get(request.tool());
        }
        if (tool == null) {
            throw new Permanent("there is no tool '" + request.tool() + "'; there are " + String.join(", ", names(request)));
        }
        Optional<String> objection = policy(request.whose()).objection(request.tool());
        if (objection.isPresent()) {
            throw new Denied("tool policy does not let this conversation use '" + request.tool() + "': " + objection.get());
        }
        return tool;
    }

    private List<String> names(ToolRequest request) {
        return offered(request.whose()).stream().map(ToolSpec::name).toList();
    }
}
