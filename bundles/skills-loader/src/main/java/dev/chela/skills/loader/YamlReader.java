package dev.chela.skills.loader;

import dev.chela.api.fault.Permanent;
import dev.chela.core.skill.FrontMatterReader;
import dev.chela.skills.loader.FrontMatter.Malformed;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Lends the house the reader of front matter that skills have. */
@Component
public final class YamlReader implements FrontMatterReader {
    @Activate
    public YamlReader() {}

    @Override
    public Map<?, ?> read(String text) {
        try {
            return FrontMatter.of(text);
        } catch (Malformed malformed) {
            throw new Permanent("line " + malformed.line + " " + malformed.getMessage());
        }
    }
}
