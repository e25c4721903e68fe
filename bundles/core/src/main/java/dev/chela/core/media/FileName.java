package dev.chela.core.media;

/** What people see a file called. Pure. */
final class FileName {
    private static final int LONGEST = 120;

    private FileName() {}

    /** The last part of a path or an address, without what no name may have; made of its type where nothing is left. */
    static String of(String said, String mimeType) {
        String last = said.substring(Math.max(said.lastIndexOf('/'), said.lastIndexOf('\\')) + 1);
        String clean = last.replaceAll("[\\p{Cntrl}\\p{Cf}\"<>:|?*]", "").strip();
        if (clean.isEmpty() || clean.matches("\\.+")) {
            String end = MediaType.end(mimeType, "");
            return end.isEmpty() ? "file" : "file." + end;
        }
        return clean.length() <= LONGEST ? clean : clean.substring(clean.length() - LONGEST);
    }
}
