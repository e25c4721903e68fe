package dev.chela.model.demo;

import dev.chela.api.model.ModelAccess;
import dev.chela.api.model.ModelInfo;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.model.ProviderInfo;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** {@code demo/offline}: what is used when there is nothing else. */
@Component
public final class Demo implements ModelProvider {
    private static final String MODEL = "offline";
    private static final ProviderInfo INFO = new ProviderInfo(Set.of("demo"), "", List.of(), MODEL, 1000, true);
    private static final List<ModelInfo> MODELS =
            List.of(new ModelInfo(MODEL, "Offline stand-in", 200_000, 0, false, false));

    @Override
    public String id() {
        return "demo";
    }

    @Override
    public ProviderInfo info() {
        return INFO;
    }

    @Override
    public List<ModelInfo> models(ModelAccess access) {
        return MODELS;
    }

    @Override
    public StreamingChatModel open(String model, ModelAccess access) {
        return new DemoModel(access.cancellation());
    }
}
