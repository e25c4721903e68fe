package dev.chela.web.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.api.http.Route.Access;
import dev.chela.api.http.WebMount;
import dev.chela.api.rpc.Greeting;
import java.util.LinkedHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code control-ui-config.json}, which OpenClaw's own page reads before it connects. Of its fields those are given that are true
 * here; the agent's name and picture come by {@code agent.identity.get}.
 */
@Component
public final class UiConfig implements HttpEndpoint {
    private final ObjectMapper json = new ObjectMapper();
    private final String base;
    private final Greeting greeting;

    @Activate
    public UiConfig(@Reference WebMount mount, @Reference Greeting greeting) {
        this.base = mount.basePath();
        this.greeting = greeting;
    }

    @Override
    public Route route() {
        return new Route(Site.READING, base + "/control-ui-config.json", Access.READER, 0, Site.TIME);
    }

    @Override
    public Reply handle(Request request) throws JsonProcessingException {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("basePath", base);
        fields.put("assistantName", "Chela");
        fields.put("assistantAvatar", "");
        fields.put("assistantAgentId", "main");
        fields.put("serverVersion", greeting.version());
        fields.put("embedSandbox", "scripts");
        fields.put("allowExternalEmbedUrls", false);
        fields.put("automaticallyFetchFavicons", false);
        fields.put("communityInvite", false);
        fields.put("terminalEnabled", false);
        fields.put("cliAgentsEnabled", false);
        var headers = Headers.with("Content-Type", "application/json", "Cache-Control", "no-store");
        return new Reply.Full(200, headers, json.writeValueAsBytes(fields));
    }
}
