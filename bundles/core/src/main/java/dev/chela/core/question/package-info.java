/**
 * Layer 5. What was asked of a person and waits for the answer. Rows, so that it survives a restart; knows nothing of why it is asked,
 * and decides nothing by the answer.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.question;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
