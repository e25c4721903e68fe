package dev.chela.testkit.channel;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.ChannelType;
import dev.chela.testkit.channel.Wire.Memory;
import java.util.List;
import java.util.Map;
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
            writes("default", sender, text);
        }

        private void writes(String account, String sender, String text) {
            wire.send(LoopbackEvent.of("e" + events++, sender).account(account).says(text));
        }

        @Override
        protected Neighbour neighbour() {
            return new Neighbour(new Account("office", Map.of()), Map.of(), text -> writes("office", ALICE, text), () -> texts("office"));
        }

        @Override
        protected List<String> seen() {
            return texts("default");
        }

        private List<String> texts(String account) {
            return wire.arrived().stream().filter(each -> each.account().equals(account)).map(Wire.Arrived::text).toList();
        }
    }
}
