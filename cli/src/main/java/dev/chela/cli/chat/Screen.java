package dev.chela.cli.chat;

/** Where a conversation is seen. Called from any thread, one call at a time. */
interface Screen {
    /** A whole message or line. */
    void show(Tone tone, String text);

    /** More of the assistant's text, as it comes. */
    void stream(String more);

    /** The assistant's text stops here, for good or for a while. */
    void endStream();

    /** Whether the assistant is at work, from now on. */
    void working(boolean atWork);

    /** Who speaks. */
    enum Tone {
        USER,
        ASSISTANT,
        TOOL,
        TOOL_FAILED,
        NOTICE,
        FAULT
    }
}
