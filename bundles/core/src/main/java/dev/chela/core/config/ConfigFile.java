package dev.chela.core.config;

/** For those who decide when the file is looked at: the start-up, and whoever has written to it. */
public interface ConfigFile {
    /**
     * Says that the sections which make up this gateway are there, so that keys which none of them claims can be judged from now on.
     * The file, when nothing is wrong with it, becomes the last good one; when something is, the last good one comes into force, if
     * there is one. Later calls judge again.
     */
    void judge();

    /** Reads the file now, on the caller's thread, rather than when its change is noticed. A file that is not accepted changes nothing. */
    void reload();
}
