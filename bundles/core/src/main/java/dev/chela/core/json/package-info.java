/**
 * Layer 1. How the core reads and writes JSON. Its mappers see only JDK types, trees and the core's own records: a type of a
 * plugin that passed through here could never be unloaded.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.json;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
