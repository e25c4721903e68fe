package dev.chela.rpc.question;

import dev.chela.api.config.Range;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Questions.Option;
import dev.chela.api.grant.Questions.Question;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.question.Inquiries;
import dev.chela.core.question.Inquiries.By;
import dev.chela.core.question.Inquiries.Wish;
import dev.chela.core.question.Inquiry;
import dev.chela.core.session.Runs;
import dev.chela.core.task.CancelSource;
import dev.chela.rpc.session.Keys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code question.*}. */
@Component(service = RpcMethods.class)
public final class QuestionMethods implements RpcMethods {
    private static final int LONGEST = 24 * 60 * 60 * 1000;

    private final Inquiries inquiries;
    private final Agents agents;
    private final Runs runs;
    private final Clock clock;

    @Activate
    public QuestionMethods(@Reference Inquiries inquiries, @Reference Agents agents, @Reference Runs runs, @Reference Clock clock) {
        this.inquiries = inquiries;
        this.agents = agents;
        this.runs = runs;
        this.clock = clock;
    }

    public record ListParams() {}

    public record Listed(List<QuestionRow> questions) {}

    @Rpc(value = "question.list", scope = Scope.QUESTIONS)
    public Listed list(ListParams params, Caller caller) {
        return new Listed(inquiries.pending().stream().map(QuestionRow::of).toList());
    }

    public record IdParams(String id) {}

    public record One(QuestionRow question) {}

    @Rpc(value = "question.get", scope = Scope.QUESTIONS)
    public One get(IdParams params, Caller caller) {
        return new One(QuestionRow.of(known(params.id())));
    }

    public record RequestParams(
            Optional<String> id, List<Asked> questions, Optional<String> agentId, Optional<String> sessionKey, Optional<String> runId,
            @Range(min = 1, max = LONGEST) Optional<Integer> timeoutMs) {}

    public record Asked(
            String questionId, String header, String question, List<Choice> options, Optional<Boolean> multiSelect,
            Optional<Boolean> isOther) {
        Question toQuestion() {
            return new Question(questionId, header, question,
                    options.stream().map(each -> new Option(each.label(), each.description().orElse(""))).toList(),
                    multiSelect.orElse(false), isOther.orElse(false));
        }
    }

    public record Choice(String label, Optional<String> description) {}

    public record Requested(String id, long expiresAtMs) {}

    /** For a program that wants to know something: it fetches the answer with {@code question.waitAnswer}. */
    @Rpc(value = "question.request", scope = Scope.QUESTIONS)
    public Requested request(RequestParams params, Caller caller) {
        String id = params.id().orElseGet(() -> UUID.randomUUID().toString());
        Duration life = params.timeoutMs().map(Duration::ofMillis).orElse(Inquiries.PATIENCE);
        try {
            Inquiry inquiry = inquiries.put(
                    new Wish(id, "rpc:" + id, params.questions().stream().map(Asked::toQuestion).toList(), asker(params), life, ""));
            return new Requested(inquiry.id(), inquiry.expiresAt());
        } catch (Permanent wrong) {
            throw RpcFault.invalid("invalid question.request params: " + wrong.getMessage());
        }
    }

    /** With the run that it is asked for, a question ends. */
    private Inquiry.Asker asker(RequestParams params) {
        Optional<SessionKey> session = params.sessionKey().map(key -> Keys.read(agents, key, params.agentId()));
        params.runId().ifPresent(run -> {
            if (session.flatMap(runs::active).filter(active -> active.run().value().equals(run)).isEmpty()) {
                throw RpcFault.invalid("invalid question.request params: at /runId: no run " + run + " is at work in the session");
            }
        });
        return new Inquiry.Asker(params.agentId().orElseGet(() -> session.map(key -> key.agent().value()).orElse("")),
                session.map(SessionKey::value).orElse(""), params.runId().orElse(""));
    }

    public record WaitParams(
            String id, @Range(min = 1, max = LONGEST) Optional<Integer> timeoutMs, Optional<Boolean> includeResolutionId) {}

    public record Waited(String status, Optional<QuestionRow.Answers> answers, Optional<String> resolutionId) {}

    /** Also of one that is settled already. Without a time it waits as long as the question does. */
    @Rpc(value = "question.waitAnswer", scope = Scope.QUESTIONS)
    public Waited wait(WaitParams params, Caller caller) {
        Inquiry end = ended(known(params.id()), params.timeoutMs().orElse(LONGEST));
        Optional<String> resolution = params.includeResolutionId().orElse(false) ? QuestionRow.text(end.resolution()) : Optional.empty();
        return new Waited(QuestionRow.status(end), QuestionRow.answers(end), resolution);
    }

    private Inquiry ended(Inquiry inquiry, int atMostMs) {
        CancelSource patience = new CancelSource();
        try (var alarm = clock.after(Duration.ofMillis(atMostMs), () -> patience.cancel("waited long enough"))) {
            return inquiries.await(inquiry.id(), patience);
        } catch (CancellationException tooLong) {
            return inquiry;
        } catch (InterruptedException stopped) {
            throw RpcFault.unavailable("the gateway stops; ask for " + inquiry.id() + " again when it is back", 1000);
        }
    }

    public record AnswersParam(Map<String, List<String>> answers) {}

    /** Either answers or cancel. */
    public record ResolveParams(
            String id, Optional<AnswersParam> answers, Optional<Boolean> cancel, Optional<String> resolvedBy, Optional<String> resolutionId) {}

    public record Resolved(String status, Optional<QuestionRow.Answers> answers) {}

    @Rpc(value = "question.resolve", scope = Scope.QUESTIONS)
    public Resolved resolve(ResolveParams params, Caller caller) {
        boolean cancels = params.cancel().orElse(false);
        if (cancels == params.answers().isPresent()) {
            throw RpcFault.invalid("invalid question.resolve params: at root: must have either answers or cancel: true");
        }
        known(params.id());
        String by = params.resolvedBy().orElse(caller.client());
        if (!cancels) {
            return answered(params, by);
        }
        if (!inquiries.decline(params.id(), by)) {
            throw missing();
        }
        return new Resolved("cancelled", Optional.empty());
    }

    private Resolved answered(ResolveParams params, String by) {
        Map<String, List<String>> answers = params.answers().orElseThrow().answers();
        try {
            Inquiry end = inquiries.answer(params.id(), answers, new By(by, params.resolutionId().orElse("")));
            return new Resolved(QuestionRow.status(end), QuestionRow.answers(end));
        } catch (Permanent wrong) {
            if (!known(params.id()).isPending()) {
                throw missing();
            }
            throw RpcFault.invalid("invalid question.resolve params: at /answers: " + wrong.getMessage());
        }
    }

    private Inquiry known(String id) {
        return inquiries.find(id).orElseThrow(QuestionMethods::missing);
    }

    private static RpcFault missing() {
        return new RpcFault("INVALID_REQUEST", "unknown or expired question id", Map.of("reason", "QUESTION_NOT_FOUND"), -1);
    }
}
