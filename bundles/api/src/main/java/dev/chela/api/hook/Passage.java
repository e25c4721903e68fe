package dev.chela.api.hook;

import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Outbound;
import dev.chela.api.event.Run;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.ToolResult;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;

/**
 * What passes a hook. A hook stands at one of them; there may be more in a later version. The {@code seq} of a {@link Run} is 0 here:
 * a hook is asked between a run's events.
 */
public sealed interface Passage {
    /**
     * Something was said in a conversation by somebody who may, and is no command. Only the text may change; stopped, it is refused and
     * no turn runs.
     *
     * @param id of the input, and of the run that it may start
     * @param source {@code chat}, {@code channel:telegram}, {@code cron}, …
     * @param account of a channel; empty elsewhere
     * @param sender the platform's id of who wrote it; empty where it came over no channel
     */
    record Received(RunId id, SessionKey session, String source, String account, String sender, String text) implements Passage {
        public Received withText(String other) {
            return new Received(id, session, source, account, sender, other);
        }
    }

    /**
     * A model is about to be asked, also after each result of a tool. Only the prompt may change, which is stored nowhere; stopped, the
     * run fails with the reason.
     */
    record Prompted(Run run, ChatRequest prompt) implements Passage {
        public Prompted withPrompt(ChatRequest other) {
            return new Prompted(run, other);
        }
    }

    /**
     * A model answered, and nothing of it is stored yet. Only its message may change: what it cost stays. Stopped, a sentence that says
     * so takes its place, without calls. What clients were shown while it was written, they have seen.
     */
    record Answered(Run run, ChatResponse answer) implements Passage {
        public Answered withMessage(AiMessage other) {
            return new Answered(run, ChatResponse.builder().aiMessage(other).metadata(answer.metadata()).build());
        }
    }

    /**
     * A tool is about to be called. Only the arguments may change, before anybody is asked to approve them; stopped, the model reads
     * why instead of a result.
     *
     * @param args JSON text, an object
     */
    record Calling(Run run, String callId, String tool, String args) implements Passage {
        public Calling withArgs(String other) {
            return new Calling(run, callId, tool, other);
        }
    }

    /** A tool answered. Only the result may change; stopped, the model reads why instead. What the tool did is done. */
    record Called(Run run, String callId, String tool, String args, ToolResult result) implements Passage {
        public Called withResult(ToolResult other) {
            return new Called(run, callId, tool, args, other);
        }
    }

    /**
     * Something is about to leave over a channel for the first time: an answer or a part of one, or whatever else is sent. It may
     * become another thing of its kind, in the same place; stopped, it is rejected and stands so in the outbox. What clients of the
     * socket read leaves over no channel.
     *
     * @param key {@code run:part} for a run's answer
     */
    record Sending(DeliveryKey key, String channel, String account, Outbound out) implements Passage {
        public Sending with(Outbound other) {
            return new Sending(key, channel, account, other);
        }
    }

    /** Something became of a conversation. Only to be seen: it has happened, and nobody waits for the hook. */
    record Turning(SessionKey session, Change change) implements Passage {}

    enum Change { STARTED, RESET, COMPACTING, COMPACTED, DELETED }

    /** Only to be seen. A start is told when the plugins of the earlier one are there; a stop waits five seconds at most. */
    record Gateway(Moment moment) implements Passage {}

    enum Moment { STARTED, STOPPING }

    /**
     * A plugin came, was upgraded, or went, while the gateway runs. Only to be seen.
     *
     * @param before the version that was there; empty for none
     * @param after the version that is there; empty for none
     */
    record Plugged(String plugin, String before, String after) implements Passage {}
}
