/**
 * {@code import.*}, which is Chela's own: another house's state becomes this one's. Asks core's migration room only, and reads no file.
 */
@NullMarked
package dev.chela.rpc.migration;

import org.jspecify.annotations.NullMarked;
