/**
 * Layer 3. Child processes of the host: started in a session of their own, recorded before their command runs, watched so that none
 * outlives the gateway. Uses configuration, home, task, guest, files and sandbox; knows no tool and no shell syntax.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.process;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
