package dev.chela.core.process;

import dev.chela.api.tool.ToolCall;
import java.util.Map;

/** Knows variables that a call's children get unless the gateway's own environment has them: declared here, implemented by rooms below. */
@FunctionalInterface
public interface ChildVariables {
    /** By name. */
    Map<String, Variable> variables(ToolCall call);

    /** @param secret whether it is taken out of what the child prints */
    record Variable(String value, boolean secret) {
        @Override
        public String toString() {
            return secret ? "[secret]" : value;
        }
    }
}
