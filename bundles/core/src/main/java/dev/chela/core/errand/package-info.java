/**
 * Layer 6. Calls of tools that a person or a program asks for, with no model between: by the rules that hold in a turn, and under a key
 * of the asker's never twice. Uses tool, approval, session and the ledger; knows no protocol.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.errand;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
