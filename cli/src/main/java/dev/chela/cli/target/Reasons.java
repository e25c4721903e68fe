package dev.chela.cli.target;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Why a file could not be used, in words: the JDK's messages are often no more than the path. */
public final class Reasons {
    private Reasons() {}

    public static String of(IOException fault) {
        if (fault instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (fault instanceof AccessDeniedException) {
            return "permission denied";
        }
        @Nullable String reason = fault instanceof FileSystemException file ? file.getReason() : fault.getMessage();
        return reason == null ? fault.getClass().getSimpleName() : reason;
    }
}
