package dev.chela.api.channel;

/** Run and part: stable across retries, restarts and versions of the plugin. */
public record DeliveryKey(String value) {}
