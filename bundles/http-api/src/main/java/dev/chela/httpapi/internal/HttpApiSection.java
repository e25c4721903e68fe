package dev.chela.httpapi.internal;

import dev.chela.api.config.ConfigSection;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Holds the section {@code gateway.http}. */
@Component(service = {ConfigSection.class, HttpApiSection.class})
public final class HttpApiSection implements ConfigSection<HttpApiConfig> {
    private volatile HttpApiConfig current = new HttpApiConfig(null);

    @Activate
    public HttpApiSection() {}

    @Override
    public String path() {
        return "gateway.http";
    }

    @Override
    public Class<HttpApiConfig> type() {
        return HttpApiConfig.class;
    }

    @Override
    public void apply(HttpApiConfig values) {
        current = values;
    }

    /** @throws ApiRefusal when chat completions, and the endpoints that belong to them, are switched off */
    public void requireChatCompletions() {
        require(current.endpoints().chatCompletions(), "chatCompletions");
    }

    public void requireResponses() {
        require(current.endpoints().responses(), "responses");
    }

    private static void require(HttpApiConfig.Switch endpoint, String name) {
        if (!endpoint.enabled()) {
            throw new ApiRefusal(404, "This endpoint is off: set gateway.http.endpoints." + name + ".enabled to true",
                    "not_found_error", "", "endpoint_disabled", Duration.ZERO);
        }
    }
}
