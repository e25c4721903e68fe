package dev.chela.core.turn.internal.loop;

import dev.chela.api.event.Run;
import dev.chela.api.fault.Permanent;
import dev.chela.api.hook.Passage.Answered;
import dev.chela.api.hook.Passage.Prompted;
import dev.chela.core.hook.Hooks.Outcome;
import dev.chela.core.hook.Hooks.Stopped;
import dev.chela.core.hook.Hooks.Through;
import dev.chela.core.model.Models.Question;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Rooms;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the hooks what a run asks its model, and what that answers. */
final class ModelHooks {
    private static final Logger LOG = LoggerFactory.getLogger(ModelHooks.class);

    private final Rooms rooms;
    private final ActiveRun run;

    ModelHooks(Rooms rooms, ActiveRun run) {
        this.rooms = rooms;
        this.run = run;
    }

    /** @throws Permanent when a hook does not want the model asked */
    Question prompted(Question question) {
        if (!rooms.hooks().at(Prompted.class)) {
            return question;
        }
        Outcome<Prompted> outcome = rooms.hooks().pass(new Prompted(run(), question.request()), run.token());
        outcome.trace("what the model was asked").ifPresent(run::traced);
        if (outcome instanceof Stopped<Prompted> stopped) {
            throw new Permanent("The model was not asked: " + stopped.told());
        }
        return question.asking(((Through<Prompted>) outcome).as().prompt());
    }

    /** What it cost stays, whatever becomes of its words. */
    ChatResponse answered(ChatResponse answer) {
        if (!rooms.hooks().at(Answered.class)) {
            return answer;
        }
        Outcome<Answered> outcome = rooms.hooks().pass(new Answered(run(), answer), run.token());
        outcome.trace("the answer").ifPresent(run::traced);
        if (outcome instanceof Stopped<Answered> stopped) {
            LOG.warn("the answer of run {} was {}", run.id(), stopped.told());
            return saying(answer, AiMessage.from("[The answer was " + stopped.told() + "]"));
        }
        AiMessage message = ((Through<Answered>) outcome).as().answer().aiMessage();
        return message == answer.aiMessage() ? answer : saying(answer, message);
    }

    private static ChatResponse saying(ChatResponse answer, AiMessage message) {
        return ChatResponse.builder().aiMessage(message).metadata(answer.metadata()).build();
    }

    private Run run() {
        return new Run(run.id(), 0, run.session(), run.session().agent(), rooms.clock().now());
    }
}
