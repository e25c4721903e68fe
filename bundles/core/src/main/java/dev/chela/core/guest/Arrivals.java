package dev.chela.core.guest;

/**
 * A marker service: the plugins that were installed before this start are here again, or had their time to come. Whoever takes up old
 * work waits for it, since that work may need them.
 */
public interface Arrivals {}
