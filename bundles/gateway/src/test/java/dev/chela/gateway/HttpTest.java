package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HttpTest extends HttpRoom {
    @Test
    void answers_the_probes() throws Exception {
        for (String path : new String[] {"/healthz", "/health"}) {
            assertThat(get(path).body()).isEqualTo("{\"ok\":true,\"status\":\"live\"}");
        }
        assertThat(get("/readyz").body()).startsWith("{\"ready\":true,\"failing\":[],\"uptimeMs\":");
        assertThat(get("/startupz").body()).startsWith("{\"ok\":true,\"status\":\"started\",\"version\":\"1.2.3\"");
    }

    @Test
    void is_not_ready_without_someone_to_greet() throws Exception {
        TestGateway.House house = new TestGateway.House(java.util.List.of());
        gateway.listener.bind(house);
        gateway.listener.unbind(house);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void serves_endpoints_that_come_and_go() throws Exception {
        HttpEndpoint echo = echo("GET", "/echo", Route.Access.PUBLIC);
        assertThat(get("/echo").statusCode()).isEqualTo(404);
        gateway.serving(echo);
        assertThat(get("/echo?a=b%20c").body()).isEqualTo("GET /echo?a=b%20c ");
        gateway.endpoints.unbind(echo);
        assertThat(get("/echo").statusCode()).isEqualTo(404);
    }

    @Test
    void prefers_the_most_specific_path_and_then_the_newest() throws Exception {
        gateway.serving(echo("GET", "/*", Route.Access.PUBLIC))
                .serving(new Endpoint(new Route(Set.of("GET"), "/a/*", Route.Access.PUBLIC, 0, Duration.ofSeconds(5)), r -> text(200, "old")))
                .serving(new Endpoint(new Route(Set.of("GET"), "/a/*", Route.Access.PUBLIC, 0, Duration.ofSeconds(5)), r -> text(200, "new")))
                .serving(new Endpoint(new Route(Set.of("GET"), "/a/b", Route.Access.PUBLIC, 0, Duration.ofSeconds(5)), r -> text(200, "exact")));
        assertThat(get("/x/y").body()).startsWith("GET /x/y");
        assertThat(get("/a").body()).isEqualTo("new");
        assertThat(get("/a/c").body()).isEqualTo("new");
        assertThat(get("/a/b").body()).isEqualTo("exact");
        assertThat(get("/a/./x/../b").body()).isEqualTo("exact");
    }

    @Test
    void refuses_paths_that_could_be_read_in_two_ways() throws Exception {
        gateway.serving(echo("GET", "/*", Route.Access.PUBLIC));
        assertThat(raw("GET /a/%2e%2e/b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(raw("GET //a/b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400").endsWith("{\"error\":{\"message\":\"Bad Request\",\"type\":\"invalid_request\"}}");
        assertThat(raw("GET /a%2fb HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void takes_a_name_with_a_slash_where_an_endpoint_has_all_that_is_below_it() throws Exception {
        gateway.serving(echo("GET", "/*", Route.Access.PUBLIC)).serving(echo("GET", "/names/*", Route.Access.PUBLIC));
        assertThat(raw("GET /names/a%2Fb HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 200").contains("GET /names/a/b");
        for (String way : List.of("/names/..%2f..%2fb", "/names/x%2f..", "/names/.%2fb", "/names%2fb", "/name%2fs/b")) {
            assertThat(raw("GET " + way + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).as(way).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void answers_head_options_and_what_is_not_allowed() throws Exception {
        gateway.serving(echo("GET", "/echo", Route.Access.PUBLIC));
        HttpResponse<String> head = send("HEAD", "/echo", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-length")).isPresent();
        assertThat(send("OPTIONS", "/echo", "").headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
        HttpResponse<String> post = send("POST", "/echo", "x");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
    }

    @Test
    void lets_paired_devices_see_what_pages_show_and_nothing_else() throws Exception {
        gateway.serving(echo("GET", "/mine", Route.Access.GATEWAY_TOKEN)).serving(echo("GET", "/shown", Route.Access.READER));
        assertThat(get("/shown", "Authorization", "Bearer " + EveryDevice.READER).statusCode()).isEqualTo(200);
        assertThat(get("/shown", "Authorization", "Bearer " + TestGateway.TOKEN).statusCode()).isEqualTo(200);
        assertThat(get("/shown").statusCode()).isEqualTo(401);
        assertThat(get("/mine", "Authorization", "Bearer " + EveryDevice.READER).statusCode()).isEqualTo(401);
    }

    @Test
    void lets_only_the_owner_in_where_it_says_so() throws Exception {
        gateway.serving(echo("GET", "/mine", Route.Access.GATEWAY_TOKEN));
        assertThat(get("/mine").statusCode()).isEqualTo(401);
        assertThat(get("/mine").body()).isEqualTo("{\"error\":{\"message\":\"Unauthorized\",\"type\":\"unauthorized\"}}");
        assertThat(get("/mine", "Authorization", "Bearer " + TestGateway.TOKEN).statusCode()).isEqualTo(200);
        assertThat(get("/mine", "Authorization", "Bearer " + TestGateway.TOKEN, "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        for (int i = 0; i < 3; i++) {
            assertThat(get("/mine", "Authorization", "Bearer wrong").statusCode()).isEqualTo(401);
        }
        HttpResponse<String> locked = get("/mine", "Authorization", "Bearer " + TestGateway.TOKEN);
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("retry-after")).isPresent();
        try (TestClient socket = TestClient.open(gateway.uri())) {
            assertThat(socket.connect(p -> { }).at("/error/details/code").asText()).as("one count for both").isEqualTo("AUTH_RATE_LIMITED");
        }
    }

    @Test
    void tells_nothing_of_a_fault_inside() throws Exception {
        gateway.serving(new Endpoint(new Route(Set.of("GET"), "/broken", Route.Access.PUBLIC, 0, Duration.ofSeconds(5)), request -> {
            throw new IllegalStateException("the password is 1234");
        }));
        assertThat(get("/broken").statusCode()).isEqualTo(500);
        assertThat(get("/broken").body()).doesNotContain("1234");
    }
}
