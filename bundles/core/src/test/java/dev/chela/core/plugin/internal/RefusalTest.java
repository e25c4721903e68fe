package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.plugin.PluginChanged;
import dev.chela.core.plugin.Plugins.Refused;
import dev.chela.core.plugin.sample.Bursting;
import dev.chela.core.plugin.sample.Wanting;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of broken jar, first where nothing was, then over a good one, which goes on working; as does a bystander. */
class RefusalTest {
    @TempDir Path root;
    private Container container;

    @BeforeEach
    void start() throws Exception {
        container = new Container(root);
        container.drop("bystander.jar", PluginJar.tool("bystander", "still here"));
        container.changed();
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(container.call("bystander")).isEqualTo("still here hello");
        container.close();
    }

    static PluginJar tool() {
        return PluginJar.tool("echo", "bad");
    }

    static Stream<Arguments> broken() {
        byte[] future = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 99};
        return Stream.of(
                Arguments.of(tool().header("Bundle-SymbolicName", ""), "its manifest has no Bundle-SymbolicName"),
                Arguments.of(tool().header("Bundle-Version", "one"), "its Bundle-Version 'one' is not of the form 1.2.3.qualifier"),
                Arguments.of(tool().header("Fragment-Host", "system.bundle"), "it is a fragment of system.bundle"),
                Arguments.of(tool().header("Bundle-SymbolicName", "sample.echo;singleton:=true"), "it is a singleton"),
                Arguments.of(tool().header("Export-Package", "dev.chela.core.plugin.sample"),
                        "it exports the package dev.chela.core.plugin.sample, and two generations"),
                Arguments.of(tool().importing("dev.chela.core.tool"),
                        "it imports the package dev.chela.core.tool, which is the gateway's inside and may change at any time; use dev.chela.api"),
                Arguments.of(tool().importing("org.eclipse.jetty.server,org.eclipse.jetty.io"),
                        "it imports the packages org.eclipse.jetty.io, org.eclipse.jetty.server, which is private to the gateway; offer a"
                                + " dev.chela.api.http.HttpEndpoint"),
                Arguments.of(tool().importing("com.example.ducks;version=\"[1.2,2)\""),
                        "it imports the package com.example.ducks (version 1.2.0 or a later one that is compatible), which nothing here"
                                + " exports; put the library that has it into the jar"),
                Arguments.of(tool().header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""), "it needs Java 99"),
                Arguments.of(tool().header("Require-Capability", "ducks;filter:=\"(loud=true)\""),
                        "it requires the capability ducks (loud=true), which nothing here provides"),
                Arguments.of(tool().header("Bundle-Activator", "no.such.Activator"), "it cannot be started: "),
                Arguments.of(tool().entry("a/Future.class", future), "its a/Future.class was compiled for Java 55"),
                Arguments.of(tool().entry("a/Text.class", "no class".getBytes(StandardCharsets.UTF_8)), "its a/Text.class is not a class"),
                Arguments.of(tool().component(Bursting.class), "failed to start: java.lang.IllegalStateException: the boiler burst"),
                Arguments.of(tool().entry("OSGI-INF/tool.xml", "<".getBytes(StandardCharsets.UTF_8)),
                        "the component descriptions that its Service-Component header names cannot be read"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("broken")
    void a_broken_jar_is_refused_by_its_cause_and_nothing_else_changes(PluginJar jar, String cause) throws Exception {
        container.drop("echo.jar", jar);
        assertThat(container.refused()).contains(cause);
        assertThat(container.call("echo")).contains("there is no tool 'echo'");
        assertThat(container.generations()).hasSize(1);

        container.drop("echo.jar", PluginJar.tool("echo", "good"));
        container.changed();
        assertThat(container.plugins.refused()).isEmpty();

        container.drop("echo.jar", jar);
        assertThat(container.refused()).contains(cause);
        assertThat(container.deploy.resolve("echo.jar.status")).content().startsWith("refused at ").contains(cause, "goes on working");
        assertThat(container.call("echo")).isEqualTo("good hello");
        assertThat(container.plugins.refused()).singleElement().extracting(Refused::file).isEqualTo("echo.jar");
        assertThat(container.generations()).hasSize(2);
        try (Stream<Path> staged = Files.list(root.resolve("home/plugins"))) {
            assertThat(staged).as("nothing of it is kept").hasSize(2);
        }
    }

    @Test
    void what_is_no_zip_and_what_has_no_manifest_is_refused() throws Exception {
        Files.writeString(container.deploy.resolve("text.jar"), "I am a poem");
        assertThat(container.refused()).contains("it is not a jar");

        container.drop("bare.jar", new PluginJar().entry("a.txt", new byte[9]));
        assertThat(container.refused()).contains("it has no META-INF/MANIFEST.MF, so it is no OSGi bundle");
    }

    @Test
    void a_component_that_waits_for_a_service_is_refused_after_five_seconds_naming_it() throws Exception {
        container.drop("echo.jar", tool().component(Wanting.class).wanting(Supplier.class));
        assertThat(container.refused()).contains("waits for a service java.util.function.Supplier, which nothing here offers");
    }

    @Test
    void a_jar_that_is_written_slowly_is_taken_when_it_is_whole() throws Exception {
        byte[] bytes = tool().bytes();
        try (OutputStream out = Files.newOutputStream(container.deploy.resolve("echo.jar"))) {
            for (byte one : bytes) {
                out.write(one);
            }
        }
        assertThat(container.changed().file()).isEqualTo("echo.jar");
        assertThat(container.call("echo")).isEqualTo("bad hello");
        assertThat(container.plugins.refused()).isEmpty();
    }

    @Test
    void half_a_jar_is_refused_and_then_taken_when_the_other_half_comes() throws Exception {
        byte[] bytes = tool().bytes();
        try (OutputStream out = Files.newOutputStream(container.deploy.resolve("echo.jar"))) {
            out.write(bytes, 0, 400);
            assertThat(container.refused()).contains("it is not a jar");
            out.write(bytes, 400, bytes.length - 400);
        }
        assertThat(container.changed().file()).isEqualTo("echo.jar");
        assertThat(container.plugins.refused()).isEmpty();
    }

    @Test
    void the_same_jar_twice_is_refused_until_the_first_one_goes() throws Exception {
        container.drop("twin.jar", PluginJar.tool("bystander", "still here"));
        assertThat(container.refused()).contains("it has the same content as bystander.jar");

        container.delete("bystander.jar");
        assertThat(container.changed().file()).isEqualTo("twin.jar");
        assertThat(container.plugins.refused()).isEmpty();
    }

    @Test
    void another_build_of_a_plugin_under_another_name_is_refused_until_the_first_one_goes() throws Exception {
        container.drop("bystander-2.jar", PluginJar.tool("bystander", "still here").header("Bundle-Version", "2.0"));
        assertThat(container.refused()).contains("another build of sample.bystander, which is installed from bystander.jar");
        container.delete("bystander.jar");
        PluginChanged upgraded = container.changed();
        assertThat(upgraded.before().orElseThrow().version()).isEqualTo("1.0.0");
        assertThat(upgraded.after().orElseThrow().version()).isEqualTo("2.0.0");
    }
}
