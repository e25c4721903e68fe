package dev.chela.core.access.internal;

import dev.chela.core.access.Owners;
import dev.chela.core.config.Config;
import dev.chela.core.config.ConfigEditor;
import dev.chela.core.config.ConfigEditor.Outcome;
import dev.chela.core.json.Json;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Owners, as they stand in the file. */
@Component
public final class ConfiguredOwners implements Owners {
    private final Config.Live<AccessConfig> config;
    private final ConfigEditor editor;

    @Activate
    public ConfiguredOwners(@Reference Config config, @Reference ConfigEditor editor) {
        this.config = config.section("", AccessConfig.class);
        this.editor = editor;
    }

    @Deactivate
    public void close() {
        config.close();
    }

    @Override
    public List<String> named() {
        return config.get().commands().ownerAllowFrom().stream().map(String::valueOf).filter(owner -> owner.indexOf(':') > 0).toList();
    }

    @Override
    public boolean configured() {
        return !config.get().commands().ownerAllowFrom().isEmpty();
    }

    @Override
    public synchronized boolean bootstrap(String channel, String sender) {
        if (configured()) {
            return false;
        }
        var patch = Json.object();
        patch.putObject("commands").set("ownerAllowFrom", Json.tree(List.of(channel + ":" + sender)));
        return editor.patch(Json.write(patch), List.of(), Optional.empty()) instanceof Outcome.Written;
    }
}
