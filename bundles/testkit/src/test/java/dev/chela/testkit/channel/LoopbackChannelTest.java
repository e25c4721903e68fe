package dev.chela.testkit.channel;

import dev.chela.api.channel.ChannelType;
import dev.chela.testkit.channel.Wire.Memory;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The loopback channel keeps the contract as each class of platform; so the contract can be kept. */
class LoopbackChannelTest {
    @Nested
    class OnAPlatformThatTakesRepetitions extends OverWire {
        OnAPlatformThatTakesRepetitions() {
            super(Memory.REPEAT_SAFE);
        }
    }

    @Nested
    class OnAPlatformThatCanBeAsked extends OverWire {
        OnAPlatformThatCanBeAsked() {
            super(Memory.RECALLS);
        }
    }

    @Nested
    class OnAPlatformThatForgets extends OverWire {
        OnAPlatformThatForgets() {
            super(Memory.NONE);
        }
    }

    abstract static class OverWire extends PlatformContract {
        private final Wire wire;
        private int events;

        OverWire(Memory memory) {
            wire = new Wire(memory);
        }

        @Override
        protected ChannelType type() {
            return LoopbackChannel.on(wire, 200);
        }

        @Override
        protected void writes(String sender, String text) {
            wire.send(LoopbackChannel.said("e" + events++, sender, text));
        }

        @Override
        protected List<String> seen() {
            return wire.texts();
        }
    }
}
