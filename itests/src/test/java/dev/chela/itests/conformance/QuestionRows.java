package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** {@code question.*}: one is put by a program, looked at and answered, another is taken back. */
final class QuestionRows {
    private static final String ASKED =
            "questions: [{questionId: 'colour', header: 'Colour', question: 'Which?', options: [{label: 'Red', description: 'warm'}]}]";
    static final List<Row> ROWS = List.of(
            row("question.request", "{id: 'question-1', sessionKey: 'main', timeoutMs: 600000, " + ASKED + "}")
                    .until("question.requested", "{id: 'question-1'}").answers("QuestionRequestResult"),
            row("question.list", "{}").answers("QuestionListResult"),
            row("question.get", "{id: 'question-1'}").answers("QuestionGetResult"),
            row("question.waitAnswer", "{id: 'question-1', timeoutMs: 1}").answers("QuestionWaitAnswerResult"),
            row("question.resolve", "{id: 'question-1', answers: {answers: {colour: ['Red']}}}").answers("QuestionResolveResult")
                    .until("question.resolved", "{id: 'question-1'}"),
            row("question.waitAnswer", "{id: 'question-1'}").answers("QuestionWaitAnswerResult"),
            row("question.get", "{id: 'question-1'}").answers("QuestionGetResult"),
            row("question.request", "{id: 'question-2', " + ASKED + "}").answers("QuestionRequestResult"),
            row("question.resolve", "{id: 'question-2', cancel: true}").answers("QuestionResolveResult"));

    private QuestionRows() {}
}
