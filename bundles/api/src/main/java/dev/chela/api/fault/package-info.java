/**
 * The four ways something can fail, told apart by type, so that whoever catches knows whether to try again,
 * to tell the person, to refuse, or to report a defect.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.api.fault;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
