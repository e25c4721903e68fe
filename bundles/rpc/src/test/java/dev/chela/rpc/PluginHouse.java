package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.annex.NoAnnex;
import dev.chela.core.plugin.internal.DeployedPlugins;
import dev.chela.core.plugin.internal.JarSources;
import dev.chela.core.plugin.internal.KeyFolder;
import dev.chela.core.plugin.internal.LockedSet;
import dev.chela.core.plugin.internal.MavenLayout;
import dev.chela.core.plugin.internal.ParcelDoor;
import dev.chela.core.plugin.internal.PluginFramework;
import dev.chela.core.plugin.internal.PluginJar;
import dev.chela.core.plugin.internal.Porch;
import dev.chela.core.turn.internal.House;
import dev.chela.rpc.plugin.LockMethods;
import dev.chela.rpc.plugin.PluginMethods;
import dev.chela.rpc.plugin.PluginOutlookMethods;
import dev.chela.rpc.plugin.TrustMethods;
import java.nio.file.Files;
import java.nio.file.Path;

/** A house with a real framework for plugins, and a client at a real socket. */
final class PluginHouse implements AutoCloseable {
    final WiredHouse wired;
    final PluginFramework framework;
    final MavenLayout repository;
    final Client client;
    private final Path root;
    private final DeployedPlugins plugins;
    private final PluginMethods methods;
    private final JarSources sources;
    private final ParcelDoor parcels;
    private final KeyFolder trust;

    /** @param root an empty directory */
    PluginHouse(Path root) throws Exception {
        this.root = root;
        repository = new MavenLayout(root.resolve("repository"));
        Files.createDirectory(root.resolve("home"));
        Files.writeString(root.resolve("home/chela.json5"), "{plugins: {maven: {repositories: ['" + repository.address() + "']}}}");
        wired = new WiredHouse(root.resolve("home"));
        framework = new PluginFramework(root);
        House house = wired.talk.house;
        trust = new KeyFolder(house.home, wired.config);
        plugins = new DeployedPlugins(framework.context, framework.components(), house.guests, house.ledger, house.home,
                house.events, house.clock, trust, new NoAnnex());
        sources = new JarSources(house.home, house.http, wired.config);
        methods = new PluginMethods(plugins, sources, trust, wired.clients, house.events);
        wired.methods.bind(methods);
        LockedSet locks = new LockedSet(plugins, sources, house.home);
        parcels = new ParcelDoor(plugins, sources, locks, house.home, house.ledger, house.events, house.clock);
        parcels.open(framework.service(Porch.class));
        wired.methods.bind(new PluginOutlookMethods(plugins, parcels, sources));
        wired.methods.bind(new LockMethods(locks));
        wired.methods.bind(new TrustMethods(trust, plugins));
        client = wired.client();
    }

    @Override
    public void close() throws Exception {
        client.close();
        methods.stop();
        parcels.close();
        plugins.close();
        trust.close();
        sources.close();
        framework.close();
        wired.close();
    }

    /** Where this version of the plugin lies. */
    String jar(String version) throws Exception {
        return Files.write(root.resolve("lines-" + version + ".jar"), PluginJar.channel(version).bytes()).toString();
    }

    /** The plugin, which is the only one. */
    JsonNode only() {
        JsonNode all = client.call("plugins.list", "{}").path("plugins");
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
