package dev.chela.core.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config.Issue;
import java.nio.file.Path;
import java.util.List;

/** A configuration file of another house: what it says, and what of that would be taken here. Nothing changes by asking. */
public interface ForeignConfig {
    /** With its includes, before variables. @param issues when there are any, the tree is empty */
    record Read(ObjectNode tree, List<Issue> issues) {
        public Read {
            issues = List.copyOf(issues);
        }
    }

    /**
     * @param fitting what could stand in the file of this house; keys of bundles that are not here yet are kept, as there
     * @param left what could not, and why: the outermost keys that do not fit
     */
    record Sifted(ObjectNode fitting, List<Issue> left) {
        public Sifted {
            left = List.copyOf(left);
        }
    }

    Read read(Path file);

    Sifted sift(ObjectNode foreign);
}
