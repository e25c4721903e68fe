package dev.chela.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.config.ConfigSection;
import dev.chela.api.model.ModelAccess;
import dev.chela.api.model.ModelInfo;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.model.ProviderInfo;
import dev.chela.api.rpc.Connections;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.config.Config;
import dev.chela.core.model.Models;
import dev.chela.core.tool.Tools;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** What a bundle registers is there at once, and gone at once. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class RegistryIT {
    @Inject
    private BundleContext framework;

    @Inject
    private Tools tools;

    @Inject
    private Models models;

    @Inject
    private Connections connections;

    @Inject
    private Config config;

    @Configuration
    public Option[] configuration() throws Exception {
        return Boot.with("{ plugins: { entries: { sample: { size: 3 } } } }");
    }

    @Test
    public void every_bundle_of_the_boot_set_is_active() {
        assertThat(framework.getBundles())
                .filteredOn(bundle -> bundle.getHeaders("").get("Fragment-Host") == null)
                .allSatisfy(bundle -> assertThat(bundle.getState()).as(bundle.toString()).isIn(Bundle.ACTIVE, Bundle.STARTING));
        assertThat(framework.getBundles()).extracting(Bundle::getSymbolicName).contains("dev.chela.core", "dev.chela.gateway", "dev.chela.rpc");
    }

    @Test
    public void a_tool_is_offered_while_its_service_is_registered() {
        assertThat(tools.find("nonce")).isEmpty();

        var registration = register(Tool.class, new Nonce());
        assertThat(tools.find("nonce")).hasValueSatisfying(tool -> {
            assertThat(tool.effect()).isEqualTo(Effect.READS);
            assertThat(tool.guest().bundle()).isEqualTo(framework.getBundle().getBundleId());
        });

        registration.unregister();
        assertThat(tools.find("nonce")).isEmpty();
    }

    @Test
    public void of_two_tools_with_one_name_the_newer_is_meant_until_it_goes() {
        var older = register(Tool.class, new Nonce());
        var newer = register(Tool.class, new Nonce() {
            @Override
            public ToolInfo info() {
                return new ToolInfo("nonce", "newer", Effect.ACTS);
            }
        });
        assertThat(tools.find("nonce")).hasValueSatisfying(tool -> assertThat(tool.description()).isEqualTo("newer"));

        newer.unregister();
        assertThat(tools.find("nonce")).hasValueSatisfying(tool -> assertThat(tool.description()).isEqualTo("older"));
        older.unregister();
    }

    @Test
    public void a_provider_s_models_can_be_chosen_while_it_is_registered() {
        var registration = register(ModelProvider.class, new Sample());
        assertThat(models.list()).extracting(offer -> offer.ref().toString()).contains("sample/one");

        registration.unregister();
        assertThat(models.list()).extracting(offer -> offer.ref().toString()).doesNotContain("sample/one").contains("demo/offline");
    }

    @Test
    public void a_method_of_the_protocol_is_served_while_its_service_is_registered() {
        var registration = register(RpcMethods.class, new Methods());
        assertThat(connections.methods()).contains("sample.nonce", "chat.send");

        registration.unregister();
        assertThat(connections.methods()).doesNotContain("sample.nonce").contains("chat.send");
    }

    @Test
    public void a_section_is_dormant_while_its_bundle_is_away_and_applied_while_it_is_there() {
        assertThat(config.current().issues()).isEmpty();
        assertThat(config.current().warnings()).extracting(Config.Issue::path).contains("plugins.entries.sample");

        var section = new Section();
        var registration = register(ConfigSection.class, section);
        assertThat(section.applied).containsExactly(new Size(3));
        assertThat(config.current().warnings()).isEmpty();

        registration.unregister();
        assertThat(config.current().issues()).isEmpty();
        assertThat(config.current().warnings()).extracting(Config.Issue::path).contains("plugins.entries.sample");
    }

    private <S> ServiceRegistration<S> register(Class<S> type, S service) {
        return framework.registerService(type, service, new Hashtable<>());
    }

    private static class Nonce implements Tool<Map<String, Object>> {
        @Override
        public ToolInfo info() {
            return new ToolInfo("nonce", "older", Effect.READS);
        }

        @Override
        public Arguments<Map<String, Object>> arguments() {
            return new Arguments.Schema("{\"type\":\"object\"}");
        }

        @Override
        public ToolResult run(Map<String, Object> arguments, ToolCall call) {
            return ToolResult.text("once");
        }
    }

    private static final class Sample implements ModelProvider {
        @Override
        public String id() {
            return "sample";
        }

        @Override
        public ProviderInfo info() {
            return new ProviderInfo(Set.of("sample"), "", List.of(), "", 2000, true);
        }

        @Override
        public List<ModelInfo> models(ModelAccess access) {
            return List.of(new ModelInfo("one", "One", 1000, 0, false, false));
        }

        @Override
        public StreamingChatModel open(String model, ModelAccess access) {
            throw new UnsupportedOperationException("no test asks it");
        }
    }

    public static final class Methods implements RpcMethods {
        public record Answer(String nonce) {}

        @Rpc(value = "sample.nonce", scope = Scope.READ)
        public Answer nonce() {
            return new Answer("once");
        }
    }

    public record Size(int size) {}

    private static final class Section implements ConfigSection<Size> {
        private final List<Size> applied = new ArrayList<>();

        @Override
        public String path() {
            return "plugins.entries.sample";
        }

        @Override
        public Class<Size> type() {
            return Size.class;
        }

        @Override
        public void apply(Size values) {
            applied.add(values);
        }
    }
}
