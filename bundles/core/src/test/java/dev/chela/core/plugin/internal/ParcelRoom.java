package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.FixedConfig;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.plugin.Coordinates;
import dev.chela.core.plugin.ParcelTaken;
import dev.chela.core.plugin.PluginChanged;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A framework whose directory takes feature files and archives, and a repository beside it. */
final class ParcelRoom implements AutoCloseable {
    static final String ECHO = "com.example:echo:1.0.0";
    static final String ROLL = "com.example:roll:1.0.0";

    final Container container;
    final MavenLayout repository;
    final ParcelDoor door;
    private final JdkHttp http;
    private final JarSources sources;
    private final BlockingQueue<ParcelTaken> taken = new LinkedBlockingQueue<>();

    /** @param root what an earlier one left is taken up */
    ParcelRoom(Path root) throws Exception {
        repository = new MavenLayout(root.resolve("repository"));
        container = new Container(root);
        container.settled();
        container.events.listen(ParcelTaken.class, taken::add);
        http = new JdkHttp(container.clock);
        sources = new JarSources(container.home(), http, new FixedConfig(new MavenSettings(List.of(repository.address().toString()))));
        door = new ParcelDoor(container.plugins, sources, new LockedSet(container.plugins, sources, container.home()), container.home(), container.ledger(),
                container.events, container.clock);
        door.open(container.context.getService(container.context.getServiceReference(Porch.class)));
    }

    @Override
    public void close() throws Exception {
        door.close();
        sources.close();
        http.close();
        container.close();
    }

    /** When all is on disk. */
    void taken() throws Exception {
        assertThat(taken.poll(60, TimeUnit.SECONDS)).isNotNull();
    }

    /** When so many plugins have come, gone or been exchanged. */
    void changes(int count) throws Exception {
        for (int each = 0; each < count; each++) {
            assertThat(container.heard()).isInstanceOf(PluginChanged.class);
        }
    }

    static byte[] features(String... bundles) {
        return ("<?xml version='1.0'?><features name='x' xmlns='http://karaf.apache.org/xmlns/features/v1.6.0'><feature name='x' version='1.0.0'><bundle>"
                + String.join("</bundle><bundle>", bundles) + "</bundle></feature></features>").getBytes(StandardCharsets.UTF_8);
    }

    /** @param jars by their coordinates; all of them are named in the feature file */
    static byte[] kar(Map<String, PluginJar> jars, String... more) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "repository/com/example/x/1.0.0/x-1.0.0-features.xml", features(jars.keySet().stream().map(name -> "mvn:" + name.replace(':', '/')).toArray(String[]::new)));
            put(zip, "repository/com/example/x/1.0.0/x-1.0.0.pom.xml", "<project/>".getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, PluginJar> jar : jars.entrySet()) {
                put(zip, "repository/" + Coordinates.of(jar.getKey()).path(), jar.getValue().bytes());
            }
            for (String name : more) {
                put(zip, name, new byte[1]);
            }
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    static Map<String, PluginJar> both(String answer) {
        Map<String, PluginJar> jars = new LinkedHashMap<>();
        jars.put(ECHO, PluginJar.tool("echo", answer));
        jars.put(ROLL, PluginJar.tool("roll", answer));
        return jars;
    }
}
