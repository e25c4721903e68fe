package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.JsonText;
import dev.chela.cli.json.MalformedJson;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsCommandsTest {
    private static final String DONE = "{'ok':true,'plugin':{'id':'tool-dice','version':'1.1.0'},'restartRequired':false}";
    private final StubGateway gateway = new StubGateway();

    @TempDir
    private Path home;

    private void answer(String method, String json) throws MalformedJson {
        gateway.answer(method, JsonText.parse(json.replace('\'', '"')));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Cli.Result run(String... words) {
        String[] line = new String[words.length + 1];
        line[0] = "plugins";
        System.arraycopy(words, 0, line, 1, words.length);
        return new Cli(home).run(gateway, line);
    }

    private String asked(String method) {
        return gateway.next(method).params().toString().replace('"', '\'');
    }

    @Test
    void a_jar_is_installed_by_its_whole_path_and_in_another_ones_place_only_when_that_is_said() throws Exception {
        answer("plugins.install", DONE);
        assertThat(run("install", "dice.jar").out()).contains("tool-dice 1.1.0 is in place.");
        assertThat(asked("plugins.install")).isEqualTo("{'source':'local','path':'" + Path.of("dice.jar").toAbsolutePath() + "','mode':'install'}");
        run("install", "/x/../dice.jar", "--update");
        assertThat(asked("plugins.install")).isEqualTo("{'source':'local','path':'/dice.jar','mode':'update'}");
    }

    @Test
    void all_that_came_with_an_archive_is_named() throws Exception {
        answer("plugins.install", "{'ok':true,'plugin':{'id':'tool-dice','version':'1.1.0'},'restartRequired':false,'warnings':['it also brought lines 2.0.0 (01234567)']}");
        assertThat(run("install", "/x.kar").out()).contains("tool-dice 1.1.0 is in place.\nit also brought lines 2.0.0 (01234567)");
        assertThat(asked("plugins.install")).isEqualTo("{'source':'local','path':'/x.kar','mode':'install'}");
    }

    private static final String OUTLOOK = "{'ok':true,'file':'dice.jar','sha256':'0123456789abcdef','pluginId':'tool-dice','version':'1.1.0',"
            + "'before':{'version':'1.0.0','sha256':'fedcba9876543210'},'provides':['tool dice'],'api':[{'name':'dev.chela.api.tool',"
            + "'wanted':'[1.2.0,2.0.0)','here':'1.4.0'}],'steps':['verify','swap','record'],'refreshed':[{'what':'tool-dice 1.0.0','with':'it goes'}],"
            + "'running':1,'pauses':[]}";

    @Test
    void what_an_order_would_do_is_shown_and_not_ordered() throws Exception {
        answer("plugins.plan", OUTLOOK);
        assertThat(run("install", "/dice.jar", "--dry-run").out()).containsPattern("Plugin +tool-dice 1\\.1\\.0").contains("Nothing speaks against it.")
                .containsPattern("Built against +dev\\.chela\\.api\\.tool \\[1\\.2\\.0,2\\.0\\.0\\) \\(here 1\\.4\\.0\\)").containsPattern("In the place of +1\\.0\\.0, fedcba987654")
                .containsPattern("Steps +verify, swap, record").containsPattern("Refreshes +tool-dice 1\\.0\\.0: it goes").containsPattern("Waits for +1 call\\n")
                .containsPattern("As +deploy/dice\\.jar").doesNotContain("Pauses");
        assertThat(asked("plugins.plan")).isEqualTo("{'source':'local','path':'/dice.jar','mode':'install'}");
        run("upgrade", "/dice.jar", "--dry-run");
        assertThat(asked("plugins.plan")).isEqualTo("{'source':'local','path':'/dice.jar','mode':'update'}");
        answer("plugins.install", DONE);
        run("upgrade", "/dice.jar");
        assertThat(asked("plugins.install")).isEqualTo("{'source':'local','path':'/dice.jar','mode':'update'}");
    }

    @Test
    void a_jar_comes_from_an_address_only_with_its_digest() throws Exception {
        Cli.Result unsure = run("install", "https://example.com/dice.jar");
        assertThat(unsure.exitCode()).isNotZero();
        assertThat(unsure.err()).contains("--sha256");
        answer("plugins.install", DONE);
        run("install", "https://example.com/dice.jar", "--sha256", "0123");
        assertThat(asked("plugins.install")).isEqualTo("{'source':'url','url':'https://example.com/dice.jar','sha256':'0123','mode':'install'}");
    }

    @Test
    void a_jar_comes_from_a_maven_repository_by_its_coordinates() throws Exception {
        answer("plugins.install", DONE);
        assertThat(run("install", "mvn:com.example:dice:1.1.0").out()).contains("tool-dice 1.1.0 is in place.");
        assertThat(asked("plugins.install")).isEqualTo("{'source':'maven','coordinates':'mvn:com.example:dice:1.1.0','mode':'install'}");
        run("upgrade", "mvn:com.example/dice/1.1.0", "--sha256", "0123");
        assertThat(asked("plugins.install")).isEqualTo("{'source':'maven','coordinates':'mvn:com.example/dice/1.1.0','sha256':'0123','mode':'update'}");
        answer("plugins.plan", OUTLOOK);
        run("install", "mvn:com.example:dice:1.1.0", "--dry-run");
        assertThat(asked("plugins.plan")).isEqualTo("{'source':'maven','coordinates':'mvn:com.example:dice:1.1.0','mode':'install'}");
        answer("plugins.verify", OUTLOOK);
        run("verify", "mvn:com.example:dice:1.1.0");
        assertThat(asked("plugins.verify")).isEqualTo("{'source':'maven','coordinates':'mvn:com.example:dice:1.1.0'}");
    }

    @Test
    void which_plugins_there_are_is_written_down_and_made_again() throws Exception {
        String lock = "{'format':1,'plugins':[{'id':'tool-dice','version':'1.1.0','sha256':'01','file':'dice.jar','enabled':true}]}";
        answer("plugins.lock", "{'lock':" + lock + ",'copied':[]}");
        assertThat(run("lock").out()).isEqualTo(JsonText.parse(lock.replace('\'', '"')).pretty() + "\n");
        assertThat(asked("plugins.lock")).isEqualTo("{}");
        Path file = home.resolve("plugins.lock");
        assertThat(run("lock", file.toString(), "--jars", "/x/../jars").out()).contains(file + " names 1 plugin, whose jars lie in ");
        assertThat(asked("plugins.lock")).isEqualTo("{'jars':'/jars'}");
        assertThat(file).hasContent(JsonText.parse(lock.replace('\'', '"')).pretty());

        answer("plugins.lock.apply", "{'ok':true,'dryRun':false,'changes':[{'change':'install','pluginId':'tool-dice','version':'1.1.0','enabled':true},"
                + "{'change':'exchange','pluginId':'lines','version':'2.0','enabled':false},{'change':'remove','pluginId':'old','version':'1','enabled':true}],'others':['mine','yours']}");
        assertThat(run("install", "--lock", file.toString()).out()).contains("tool-dice 1.1.0 is installed.", "lines 2.0 is exchanged, put aside.", "old 1 is removed.",
                "Not in " + file + ", and stay: mine, yours (--prune removes them)");
        assertThat(asked("plugins.lock.apply")).isEqualTo("{'lock':" + lock + "}");
        answer("plugins.lock.apply", "{'ok':true,'dryRun':true,'changes':[{'change':'disable','pluginId':'tool-dice','version':'1.1.0','enabled':false}],'others':[]}");
        assertThat(run("install", "--lock", file.toString(), "--jars", "/jars", "--prune", "--dry-run").out()).contains("tool-dice 1.1.0 would be disabled.").doesNotContain("Not in");
        assertThat(asked("plugins.lock.apply")).isEqualTo("{'lock':" + lock + ",'jars':'/jars','prune':true,'dryRun':true}");
        answer("plugins.lock.apply", "{'ok':true,'dryRun':false,'changes':[],'others':[]}");
        assertThat(run("install", "--lock", file.toString()).out()).contains("The plugins are those of " + file);
    }

    @Test
    void an_order_that_makes_no_sense_is_refused() throws Exception {
        assertThat(run("install").err()).contains("Say which JAR");
        assertThat(run("install", "/dice.jar", "--prune").err()).contains("--jars and --prune go with --lock FILE");
        Path file = java.nio.file.Files.writeString(home.resolve("x.lock"), "{");
        assertThat(run("install", "--lock", file.toString()).err()).contains(file + " is no JSON");
        assertThat(run("install", "--lock", home.resolve("none").toString()).err()).contains("none cannot be read");
        assertThat(run("install", "/dice.jar", "--lock", file.toString()).err()).contains("Either a JAR or --lock FILE");
        assertThat(run("verify").err()).contains("Say which JAR");
    }

    @Test
    void what_an_archive_would_bring_is_shown_plugin_by_plugin() throws Exception {
        String archive = "{'ok':true,'file':'x.kar','sha256':'01','changes':true,'contains':[" + OUTLOOK + ",{'pluginId':'lines','version':'2.0.0','steps':['verify']}],"
                + "'aside':[{'pluginId':'old','version':'1.0.0'}],'withdraws':[{'pluginId':'roll','version':'3.0.0'}]}";
        answer("plugins.plan", archive);
        assertThat(run("upgrade", "/x.kar", "--dry-run").out()).containsPattern("Plugin +tool-dice 1\\.1\\.0").containsPattern("In the place of +1\\.0\\.0")
                .containsPattern("Plugin +lines 2\\.0\\.0").containsPattern("Puts aside +old 1\\.0\\.0").containsPattern("Withdraws +roll 3\\.0\\.0")
                .containsOnlyOnce("Nothing speaks against it.");
        assertThat(asked("plugins.plan")).isEqualTo("{'source':'local','path':'/x.kar','mode':'update'}");
        answer("plugins.verify", archive.replace("'changes':true", "'changes':false"));
        assertThat(run("verify", "/x.kar").out()).contains("It is what is in place already.");
        answer("plugins.verify", "{'ok':false,'problem':'it is not an archive','file':'x.kar','sha256':'01','changes':true,'contains':[],'aside':[],'withdraws':[]}");
        Cli.Result refused = run("verify", "/x.kar");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("x.kar would be refused: it is not an archive");
    }

    @Test
    void a_jar_that_would_be_refused_is_shown_with_the_reason_and_is_a_failure() throws Exception {
        answer("plugins.verify", OUTLOOK);
        assertThat(run("verify", "/dice.jar").exitCode()).isZero();
        assertThat(asked("plugins.verify")).isEqualTo("{'source':'local','path':'/dice.jar'}");
        answer("plugins.verify", "{'ok':false,'problem':'it is too old','file':'dice.jar','sha256':'01','provides':[],'api':[],'steps':[],'refreshed':[],"
                + "'running':0,'pauses':[]}");
        Cli.Result refused = run("verify", "/dice.jar");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("dice.jar would be refused: it is too old").doesNotContain("In the place of", "Plugin", "As ");
    }

    @Test
    void keys_are_listed_added_and_removed_and_what_none_of_them_signed_is_named() throws Exception {
        answer("plugins.trust.list", "{'policy':'require','keys':[{'fingerprint':'0011','name':'CN=Jo','file':'jo.pem'}],'problems':['x.pem holds no key'],"
                + "'plugins':[{'file':'dice.jar','signature':{'state':'unsigned','words':'not signed'}},{'file':'lines.jar','signature':{'state':'trusted','words':'signed'}}]}");
        assertThat(run("trust", "list").out()).containsPattern("0011 +CN=Jo +jo\\.pem").contains("Policy: require", "dice.jar is not signed", "trust/: x.pem holds no key")
                .doesNotContain("lines.jar");
        answer("plugins.trust.add", "{'ok':true,'keys':[{'fingerprint':'0011','file':'jo.pem'}]}");
        assertThat(run("trust", "add", "jo.pem").out()).contains("Plugins signed by the key 0011 are trusted now (a bare key).");
        assertThat(asked("plugins.trust.add")).isEqualTo("{'path':'" + Path.of("jo.pem").toAbsolutePath() + "'}");
        answer("plugins.trust.remove", "{'ok':true,'key':{'fingerprint':'0011','file':'jo.pem'}}");
        assertThat(run("trust", "remove", "0011").out()).contains("The key 0011 is trusted no more.");
        assertThat(asked("plugins.trust.remove")).isEqualTo("{'fingerprint':'0011'}");
    }

    @Test
    void whose_signature_a_plugin_bears_is_shown_wherever_it_is() throws Exception {
        String signature = "'signature':{'state':'unknown','words':'signed by CN=Jo, which nobody here trusts'}";
        answer("plugins.verify", "{'ok':true,'file':'dice.jar','sha256':'01','wants':['exec','network (a.example)']," + signature + "}");
        assertThat(run("verify", "/dice.jar").out()).containsPattern("Signature +signed by CN=Jo, which nobody").containsPattern("Wants +exec, network \\(a.example\\)");
        answer("plugins.why", "{'pluginId':'tool-dice','version':'1.1.0','wants':['exec']," + signature + "}");
        assertThat(run("why", "tool-dice").out()).contains("It is signed by CN=Jo, which nobody here trusts.", "It wants to reach exec.");
        answer("plugins.inspect", "{'plugin':{'id':'tool-dice','version':'1.1.0','enabled':true},'trust':{'disposition':'clean','reasons':['it is signed by CN=Jo']}}");
        assertThat(run("info", "tool-dice").out()).containsPattern("Signature +it is signed by CN=Jo");
        answer("plugins.list", "{'plugins':[],'diagnostics':[{'level':'info','source':'dice.jar','message':'it is not signed'}]}");
        assertThat(run("list").out()).contains("note: it is not signed");
    }

    @Test
    void what_holds_one_is_shown() throws Exception {
        answer("plugins.why", "{'pluginId':'tool-dice','version':'1.1.0','wires':[{'what':'package dev.chela.api.tool 1.4.0','with':'dev.chela.api 1.0.0'}],"
                + "'uses':[],'offers':[{'what':'dev.chela.api.tool.Tool'}],'refreshed':[{'what':'tool-dice 1.1.0','with':'it goes'}]}");
        assertThat(run("why", "tool-dice").out()).contains("tool-dice 1.1.0 works.").containsPattern("package dev\\.chela\\.api\\.tool 1\\.4\\.0 +dev\\.chela\\.api 1\\.0\\.0")
                .containsPattern("dev\\.chela\\.api\\.tool\\.Tool +nobody").containsPattern("tool-dice 1\\.1\\.0 +it goes").doesNotContain("USES THE SERVICE");
        assertThat(asked("plugins.why")).isEqualTo("{'pluginId':'tool-dice'}");
    }

    @Test
    void the_generations_of_one_are_listed_and_gone_back_to() throws Exception {
        answer("plugins.history", "{'pluginId':'tool-dice','generations':[{'version':'1.1.0','sha256':'0123456789abcdef','since':1760000000000},"
                + "{'version':'1.0.0','sha256':'fedcba9876543210','since':1750000000000,'until':1760000000000}]}");
        assertThat(run("history", "tool-dice").out()).containsPattern("1\\.1\\.0 +0123456789ab .* now").containsPattern("1\\.0\\.0 +fedcba987654 ");
        answer("plugins.rollback", DONE);
        assertThat(run("rollback", "tool-dice").out()).contains("tool-dice 1.1.0 is in place.");
        assertThat(asked("plugins.rollback")).isEqualTo("{'pluginId':'tool-dice'}");
        run("rollback", "tool-dice", "--to", "fedc");
        assertThat(asked("plugins.rollback")).isEqualTo("{'pluginId':'tool-dice','sha256':'fedc'}");
    }

    @Test
    void what_each_has_cost_is_listed_and_of_one_its_last_mistakes() throws Exception {
        answer("plugins.top", "{'plugins':[{'id':'tool-dice','version':'1.1.0','calls':12,'running':1,'faults':3,'insideMs':4567,'processorMs':17,'allocatedBytes':81234,'sentBytes':3200,'receivedBytes':905000,'tokens':77,'threads':2,"
                + "'earlierGenerations':4,'restsUntil':1760000000000,'mishaps':[{'at':1760000000000,'version':'1.0.0','what':'tool dice',"
                + "'fault':'java.lang.IllegalStateException: cold','stack':['dice.Dice.run(Dice.java:7)']}],'lane':'in a process of its own, in a sandbox'}]}");
        assertThat(run("top").out()).containsPattern("tool-dice +1\\.1\\.0 +12 +1 +3 +4567 +17 +81 +3 +905 +77 +2 +4 +rests until .* in a process of its own, in a sandbox").doesNotContain("Dice.java");
        assertThat(asked("plugins.top")).isEqualTo("{}");
        assertThat(run("top", "tool-dice").out()).contains("tool-dice 1.0.0, tool dice: java.lang.IllegalStateException: cold", "    dice.Dice.run(Dice.java:7)");
        assertThat(asked("plugins.top")).isEqualTo("{'pluginId':'tool-dice'}");
    }

    @Test
    void one_is_put_aside_taken_up_again_and_deleted_with_the_way_back_told() throws Exception {
        answer("plugins.setEnabled", DONE);
        assertThat(run("disable", "tool-dice").out()).contains("tool-dice 1.1.0 is disabled.");
        assertThat(asked("plugins.setEnabled")).isEqualTo("{'pluginId':'tool-dice','enabled':false}");
        assertThat(run("enable", "tool-dice").out()).contains("tool-dice 1.1.0 is enabled.");
        answer("plugins.uninstall", "{'ok':true,'pluginId':'tool-dice','removed':['dice.jar']}");
        assertThat(run("uninstall", "tool-dice").out()).contains("chela plugins rollback tool-dice");
    }

    @Test
    void one_is_shown_and_what_deploy_holds_in_vain_is_named() throws Exception {
        answer("plugins.inspect", "{'plugin':{'id':'tool-dice','version':'1.1.0','enabled':true,'origin':'deploy','description':'Brings tool dice.'},"
                + "'source':{'kind':'path','spec':'dice.jar','integrity':'0123'}}");
        assertThat(run("info", "tool-dice").out()).contains("tool-dice", "1.1.0", "enabled", "Brings tool dice.", "dice.jar", "0123");
        answer("plugins.refresh", "{'ok':true,'warnings':['bad.jar: it is not a jar']}");
        assertThat(run("refresh").out()).contains("bad.jar: it is not a jar");
        answer("plugins.refresh", "{'ok':true,'warnings':[]}");
        assertThat(run("refresh").out()).contains("Everything in deploy/ is used.");
    }
}
