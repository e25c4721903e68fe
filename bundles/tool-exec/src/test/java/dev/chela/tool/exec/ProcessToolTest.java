package dev.chela.tool.exec;

import dev.chela.api.tool.Tool;
import dev.chela.testkit.tool.ToolContract;

class ProcessToolTest extends ToolContract {
    @Override
    protected Tool<?> tool() {
        return new ProcessTool();
    }

    @Override
    protected String example() {
        return "{\"action\": \"list\"}";
    }
}
