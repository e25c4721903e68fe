package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureFileTest {
    private static final String DIGEST = "0".repeat(64);

    private static List<Source> sources(String inside) {
        return Contents.of(List.of(FeatureFile.of(("<features xmlns='http://karaf.apache.org/xmlns/features/v1.6.0' name='x'>" + inside + "</features>")
                .getBytes(StandardCharsets.UTF_8), "it").orElseThrow()));
    }

    @Test
    void every_bundle_of_every_feature_is_a_plugin() {
        assertThat(sources("<feature name='a' version='1'><details>two</details><feature>b</feature><bundle start-level='80'> mvn:com.example/dice/1.0.0 </bundle></feature>"
                + "<feature name='b'><bundle>https://example.com/lines.jar#sha256=" + DIGEST + "</bundle><bundle>mvn:com.example/dice/1.0.0</bundle></feature>"))
                .extracting(Source::told).containsExactly("mvn:com.example:dice:1.0.0", "https://example.com/lines.jar");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "<feature name='a'><config name='c'>a=b</config><configfile finalname='f'>mvn:g/a/1</configfile><bundle>mvn:g/a/1</bundle></feature> | it has <config>, <configfile>, which are not for plugins",
        "<repository>mvn:g/a/1/xml/features</repository><feature name='a'><bundle>mvn:g/a/1</bundle></feature> | it has <repository>,",
        "<feature name='a'><conditional><condition>b</condition></conditional><bundle>mvn:g/a/1</bundle></feature> | it has <conditional>,",
        "<feature name='a'><capability>x</capability><requirement>y</requirement><library>z</library></feature> | it has <capability>, <library>, <requirement>,",
        "<feature name='a' install='manual'><bundle>mvn:g/a/1</bundle></feature> | it has <feature install=\"manual\">,",
        "<feature name='a'><bundle start='false'>mvn:g/a/1</bundle></feature> | it has <bundle start=\"false\">,",
        "<feature name='a'><feature>scr</feature><bundle>mvn:g/a/1</bundle></feature> | it wants the feature 'scr', which is not in it",
        "<feature name='a'><bundle>wrap:mvn:g/a/1</bundle></feature> | 'wrap:mvn:g/a/1' is not taken: a plugin is a bundle when it is built",
        "<feature name='a'><bundle>file:/etc/passwd</bundle></feature> | 'file:/etc/passwd' is not taken: a bundle is named by mvn:, http: or https:",
        "<feature name='a'><bundle>a.jar</bundle></feature> | 'a.jar' is not taken",
        "<feature name='a'><bundle>mvn:g/a/1.0-SNAPSHOT</bundle></feature> | '1.0-SNAPSHOT' is a snapshot",
        "<feature name='a'><bundle>mvn:../../etc/a/1</bundle></feature> | names a type or a classifier",
        "<feature name='a'><bundle>https://example.com/a.jar</bundle></feature> | write https://example.com/a.jar#sha256= and the 64 digits that its publisher tells",
        "<feature name='a'><bundle>mvn:g/a/1#sha256=00</bundle></feature> | ends in something else than #sha256= and 64 hexadecimal digits",
        "<feature name='a'></feature> | it names 0 bundles"})
    void what_is_not_for_plugins_is_refused_by_name(String inside, String why) {
        assertThatThrownBy(() -> sources(inside)).isInstanceOf(Permanent.class).hasMessageContaining(why);
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        assertThatThrownBy(() -> sources("<repository>x</repository><feature name='a'><feature>scr</feature><bundle>wrap:x</bundle></feature>"))
                .hasMessageContaining("<repository>").hasMessageContaining("'scr'").hasMessageContaining("'wrap:x'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "<!DOCTYPE features [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><features>&x;</features> | it cannot be read: line 1: DOCTYPE is disallowed",
        "<features> | it cannot be read: line 1",
        "not XML | it cannot be read: line 1",
        "<features name='x'/> | another namespace than http://karaf.apache.org/xmlns/features/v1.x.x",
        "<features xmlns='http://example.com/'/> | another namespace"})
    void what_is_no_feature_file_and_means_to_be_one_is_refused(String xml, String why) {
        assertThatThrownBy(() -> FeatureFile.of(xml.getBytes(StandardCharsets.UTF_8), "it")).isInstanceOf(Permanent.class).hasMessageContaining(why);
    }

    @Test
    void other_xml_is_nobodys_business() {
        assertThat(FeatureFile.of("<project xmlns='http://maven.apache.org/POM/4.0.0'/>".getBytes(StandardCharsets.UTF_8), "it")).isEmpty();
    }
}
