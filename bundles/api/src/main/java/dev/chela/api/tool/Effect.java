package dev.chela.api.tool;

/** What running a tool does to the world. It decides recovery after a crash, parallel calls, and approval. */
public enum Effect {
    /** Changes nothing: may run again, and beside others. */
    READS,
    /** Changes something, but running again under the same call id leaves the same state. */
    REPEATABLE,
    /** Running twice does it twice. Never repeated without the model's decision. */
    ACTS
}
