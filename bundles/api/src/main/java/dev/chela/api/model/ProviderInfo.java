package dev.chela.api.model;

import java.util.List;
import java.util.Set;

/**
 * @param apis the values of {@code models.providers.<id>.api} that this provider speaks, {@code openai-completions} for example
 * @param defaultUrl where it speaks when no base URL is configured; empty when there is no such place
 * @param credentialEnv environment variables that may hold a credential, in order of preference
 * @param defaultModel what {@code auto} uses of it; empty when {@code auto} must not choose it
 * @param autoRank the place in the order of {@code auto}: smaller is asked first
 * @param local whether it needs no credential
 */
public record ProviderInfo(
        Set<String> apis, String defaultUrl, List<String> credentialEnv, String defaultModel, int autoRank, boolean local) {}
