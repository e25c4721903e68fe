package dev.chela.httpapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.config.Secret;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Greeting;
import dev.chela.api.task.Cancellation;
import dev.chela.core.FixedConfig;
import dev.chela.core.config.internal.FileConfig;
import dev.chela.core.errand.internal.ErrandDesk;
import dev.chela.core.eventwebhook.internal.EventWebhookDesk;
import dev.chela.core.eventwebhook.internal.Recorder;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.json.Json;
import dev.chela.core.memory.internal.IndexedMemories;
import dev.chela.core.secret.internal.HomeEnvironment;
import dev.chela.core.secret.internal.LocalSecrets;
import dev.chela.core.secret.internal.ShapeRedactor;
import dev.chela.core.session.internal.JsonlFiles;
import dev.chela.core.store.internal.SqliteIndexFiles;
import dev.chela.core.tool.Powers;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.tool.ToolRegistry;
import dev.chela.core.tool.ToolsSettings;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.user.Profiles;
import dev.chela.core.webhook.internal.WebhookDesk;
import dev.chela.gateway.DeviceRegister;
import dev.chela.gateway.internal.auth.SecretInForce;
import dev.chela.gateway.internal.auth.Tickets;
import dev.chela.gateway.internal.config.GatewayConfig;
import dev.chela.gateway.internal.config.GatewaySection;
import dev.chela.gateway.internal.config.Overrides;
import dev.chela.gateway.internal.http.Endpoints;
import dev.chela.gateway.internal.rpc.MethodTable;
import dev.chela.gateway.internal.server.Listener;
import dev.chela.gateway.internal.socket.Hub;
import dev.chela.httpapi.internal.HttpApiConfig;
import dev.chela.httpapi.internal.HttpApiSection;
import dev.chela.httpapi.internal.hooks.HooksSection;
import dev.chela.httpapi.internal.metrics.Metrics;
import dev.chela.httpapi.internal.openai.ChatCompletions;
import dev.chela.httpapi.internal.openai.Embeddings;
import dev.chela.httpapi.internal.openai.ModelList;
import dev.chela.httpapi.internal.openai.Responses;
import dev.chela.httpapi.internal.people.UserPicture;
import dev.chela.httpapi.internal.run.Asking;
import dev.chela.httpapi.internal.tools.ToolGate;
import dev.chela.httpapi.internal.tools.ToolInvoke;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The rooms, the gateway and the endpoints, put together by hand: what a client on a real socket talks to. */
final class ApiHouse implements AutoCloseable {
    static final String TOKEN = "a-token-for-tests-0123456789";

    final Talk talk;
    final HttpApiSection section = new HttpApiSection();
    private final HttpClient http = HttpClient.newHttpClient();
    final ToolGate gate = new ToolGate();
    private final GuestBook guests = new GuestBook();
    private final Metrics metrics;
    private final ErrandDesk errands;
    private final EventWebhookDesk webhooks;
    final Profiles profiles;
    private final FileConfig config;
    private final IndexedMemories memories;
    final Vectors vectors = new Vectors();
    final HooksSection hooks;
    private final Hub hub;
    private final Listener listener;

    ApiHouse(Path root) {
        talk = new Talk(root);
        House house = talk.house;
        config = config(house);
        memories = new IndexedMemories(house.home, new SqliteIndexFiles(house.home), new JsonlFiles(house.sessions, house.home), vectors, house.clock, config);
        MethodTable methods = new MethodTable(Duration.ofSeconds(2));
        hub = new Hub(house.clock, methods);
        Endpoints endpoints = new Endpoints();
        Asking asking = new Asking(house.intake, talk.model, talk.agents, house.turns, house.sessions, house.transcripts, house.events,
                house.clock);
        ToolRegistry tools = new ToolRegistry(guests, new FixedConfig(ToolsSettings.NONE), Sandboxes.NONE);
        tools.add(new Greet("greet"), new Guest(1, "greeter", "1"), Powers.ofHeader(""), 1);
        tools.add(new Greet("apply_patch"), new Guest(1, "greeter", "1"), Powers.ofHeader(""), 2);
        profiles = new Profiles(house.ledger, house.clock);
        errands = new ErrandDesk(tools, house.approvals, house.sessions, house.ledger, house.hooks, house.clock);
        house.ledger.define("eventwebhook", new Recorder(config, new ShapeRedactor(), house.clock).tables());
        webhooks = new EventWebhookDesk(house.ledger, config, house.events, house.clock, house.http, new ShapeRedactor());
        metrics = new Metrics(house.intake, house.outbox, house.turns, house.sessions, house.ledger, hub, webhooks, house.guests, house.events);
        List.of(new ChatCompletions(section, asking), new Responses(section, asking), new ModelList(section, talk.agents),
                new Embeddings(section, talk.agents, memories, vectors), new ToolInvoke(tools, talk.agents, gate, errands),
                new UserPicture(profiles), metrics).forEach(endpoints::bind);
        GatewaySection gateway = new GatewaySection(
                new Overrides(house.home.root(), OptionalInt.of(0), Optional.empty(), Optional.empty()), secret -> { });
        listener = new Listener(house.clock, gateway, hub, methods, endpoints, new Tickets(house.clock));
        gateway.apply(new GatewayConfig(
                null, null, null, null, new GatewayConfig.Auth(null, new Secret(TOKEN), null, null, null), null, null, null, null));
        WebhookDesk desk = new WebhookDesk(house.ledger, house.intake, house.systemEvents, talk.agents, talk.model, house.sessions, house.book, house.clock);
        hooks = new HooksSection(desk, new SecretInForce(gateway), house.clock, endpoint -> {
            endpoints.bind(endpoint);
            return () -> endpoints.unbind(endpoint);
        });
        listener.register(new NoDevice());
        listener.bind(new Hello());
        switchOn(true);
    }

    private static FileConfig config(House house) {
        HomeEnvironment environment = new HomeEnvironment(house.home, Map.of());
        ShapeRedactor redactor = new ShapeRedactor();
        return new FileConfig(house.home, environment, new LocalSecrets(house.home, environment, redactor), redactor, house.events,
                house.clock);
    }

    /** A model whose vectors are the length of a text and one half. */
    static final class Vectors implements dev.chela.core.model.Embeddings {
        @Override
        public ModelRef embedding(String provider, String model) {
            return new ModelRef(provider, model.isEmpty() ? "usual" : model);
        }

        @Override
        public List<float[]> embed(ModelRef model, List<String> texts, Cancellation cancellation) {
            if (model.provider().equals("away")) {
                throw new Permanent("there is no model provider 'away'");
            }
            return texts.stream().map(text -> new float[] {text.length(), 0.5f}).toList();
        }
    }

    /** Programs show no device: the gateway asks for a register all the same before it opens its port. */
    private record NoDevice() implements DeviceRegister {
        @Override
        public Entry adopt(Arrival arrival) {
            throw new AssertionError("a program came as the device " + arrival.device());
        }

        @Override
        public Entry admit(Arrival arrival) {
            return adopt(arrival);
        }

        @Override
        public boolean tokenFits(String device, String role, String token) {
            return false;
        }

        @Override
        public boolean mayRead(String token) {
            return false;
        }

        @Override
        public boolean stands(String device, String role, long generation) {
            return false;
        }
    }

    private record Hello() implements Greeting {
        @Override
        public String version() {
            return "test";
        }

        @Override
        public Map<String, Object> snapshot(Caller caller) {
            return Map.of();
        }

        @Override
        public List<String> events() {
            return List.of();
        }
    }

    void switchOn(boolean enabled) {
        HttpApiConfig.Switch all = new HttpApiConfig.Switch(enabled);
        section.apply(new HttpApiConfig(new HttpApiConfig.Endpoints(all, all)));
    }

    URI at(String path) {
        URI socket = hub.address();
        return URI.create("http://" + socket.getAuthority() + path);
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).header("Authorization", "Bearer " + TOKEN);
        return headers.length == 0 ? request : request.headers(headers);
    }

    CompletableFuture<HttpResponse<String>> post(String path, String body, String... headers) {
        return http.sendAsync(request(path, headers).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    HttpResponse<Stream<String>> stream(String path, String body, String... headers) throws IOException, InterruptedException {
        return http.send(request(path, headers).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofLines());
    }

    HttpResponse<java.io.InputStream> open(String path, String body) throws IOException, InterruptedException {
        return http.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofInputStream());
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body());
    }

    @Override
    public void close() throws Exception {
        hooks.stop();
        listener.stop();
        hub.close();
        metrics.stop();
        errands.close();
        webhooks.close();
        memories.close();
        config.close();
        talk.close();
        guests.close();
    }
}
