/**
 * A machine whose power can be cut: what a process did to its files is recorded by strace, and from the record any state is rebuilt
 * in which a file system may come back. Knows files and system calls, and nothing of the gateway but which of its directories can be
 * made anew.
 *
 * <p>The model of the file system, harsher than any single one that people use:
 * <ul>
 * <li>What a file holds is certain once {@code fsync} or {@code fdatasync} of that file has returned, as far as it was written before
 * that call began. Nothing else makes it certain: not closing, not renaming, no time that passes, no sync of another file.
 * <li>Of what was written since, each block (512 or 4096 bytes, the cut decides) comes back in any of the versions that it had, whatever
 * the others do. The length comes back as any that the file had, block by block; what was never written in it reads as zeros.
 * <li>A file is made shorter by the journal, so nothing written afterwards comes back without that.
 * <li>Names are certain once {@code fsync} of their directory has returned; a file's own sync does not help them, and no directory's sync
 * helps the name of that directory. Of the other changes of names a beginning comes back, in their order, as a journal keeps it.
 * A rename is one change, certain with either directory. It may come back before what stands in the file does.
 * <li>What was in the middle of its system call at the cut did not happen.
 * </ul>
 */
@NullMarked
package dev.chela.itests.powercut;

import org.jspecify.annotations.NullMarked;
