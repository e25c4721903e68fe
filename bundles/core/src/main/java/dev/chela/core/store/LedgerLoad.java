package dev.chela.core.store;

/**
 * How the ledger fares, since it was opened.
 *
 * @param commits steps applied
 * @param batches transactions they went into
 * @param largestBatch steps in the largest of them
 * @param waiting steps not yet begun
 * @param lastSyncNanos how long the newest transaction took to reach the disk; 0 before the first
 * @param full the disk is full: commits are refused until space is back
 */
public record LedgerLoad(long commits, long batches, int largestBatch, int waiting, long lastSyncNanos, boolean full) {}
