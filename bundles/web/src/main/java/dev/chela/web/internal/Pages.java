package dev.chela.web.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.api.http.Route.Access;
import dev.chela.api.http.WebMount;
import dev.chela.api.http.WebPage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The pages that bundles add, as {@code pages.json}: what is here at the moment of asking, by title. */
@Component
public final class Pages implements HttpEndpoint {
    private final ObjectMapper json = new ObjectMapper();
    private final String base;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, fieldOption = FieldOption.REPLACE)
    private volatile List<WebPage> pages = List.of();

    @Activate
    public Pages(@Reference WebMount mount) {
        this.base = mount.basePath();
    }

    Pages(WebMount mount, List<WebPage> pages) {
        this(mount);
        this.pages = List.copyOf(pages);
    }

    @Override
    public Route route() {
        return new Route(Site.READING, base + "/pages.json", Access.PUBLIC, 0, Site.TIME);
    }

    @Override
    public Reply handle(Request request) throws JsonProcessingException {
        var all = pages.stream().map(Pages::shown).sorted(Comparator.comparing(page -> page.get("title"))).toList();
        var headers = Headers.with("Content-Type", "application/json", "Cache-Control", "no-store");
        return new Reply.Full(200, headers, json.writeValueAsBytes(Map.of("pages", all)));
    }

    private static Map<String, String> shown(WebPage page) {
        return Map.of("path", page.path(), "title", page.title(), "icon", page.icon());
    }
}
