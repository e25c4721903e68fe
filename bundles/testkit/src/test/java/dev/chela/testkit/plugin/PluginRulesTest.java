package dev.chela.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginRulesTest {
    private static Attributes good() {
        Attributes headers = new Attributes();
        headers.putValue("Bundle-SymbolicName", "sample");
        headers.putValue("Import-Package", "dev.chela.api.tool;version=\"[1.0,2)\",org.slf4j;version=\"[2.0,3)\"");
        headers.putValue("Provide-Capability", "osgi.service;objectClass:List<String>=\"a.A,b.B\",chela.tool;name=dice");
        headers.putValue("Require-Capability", "chela.grant;filter:=\"(power=files)\"");
        headers.putValue("Chela-Grants", "network;hosts=\"a.example,*.b.example\",files;roots=workspace");
        return headers;
    }

    @Test
    void a_good_plugin_breaks_no_rule() {
        assertThat(PluginRules.broken(good())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Bundle-SymbolicName | sample;singleton:=true | is a singleton",
        "Bundle-SymbolicName | '' | no Bundle-SymbolicName",
        "Import-Package | dev.chela.api.tool,dev.chela.core.store;version=1 | imports dev.chela.core.store",
        "Import-Package | org.eclipse.jetty.server | imports org.eclipse.jetty.server",
        "Export-Package | sample.api;version=1 | exports sample.api",
        "Require-Bundle | other | has Require-Bundle",
        "DynamicImport-Package | * | has DynamicImport-Package",
        "Bundle-Activator | sample.Activator | has Bundle-Activator",
        "Chela-Grants | '' | does not say what it wants to reach: add Chela-Grants: none",
        "Chela-Grants | none | declares the power files, which it is denied without files",
        "Chela-Grants | files;roots=workspace,teleport | cannot be read at 'teleport'",
        "Chela-Grants | files;roots=workspace,exec;hosts=a | cannot be read at 'exec;hosts=a'",
        "Provide-Capability | osgi.service;a=b | does not say what it brings",
        "Provide-Capability | chela.channel;name=irc | chela.channel does not name what it brings: add ;id="})
    void a_broken_rule_is_told(String header, String value, String told) {
        Attributes headers = good();
        headers.putValue(header, value);
        assertThat(PluginRules.broken(headers)).anySatisfy(sentence -> assertThat(sentence).contains(told));
    }
}
