/**
 * What a provider of language models implements. The types of the conversation are LangChain4j's.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.api.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
