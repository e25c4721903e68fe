package dev.chela.skills.loader;

import java.util.ArrayList;
import java.util.List;

/** A PDF with a line on each page, as small as they come. */
final class Pdf {
    private Pdf() {}

    static String of(String... pages) {
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        StringBuilder kids = new StringBuilder();
        List<Integer> offsets = new ArrayList<>();
        for (int i = 0; i < pages.length; i++) {
            int page = 4 + 2 * i;
            kids.append(page).append(" 0 R ");
        }
        add(pdf, offsets, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        add(pdf, offsets, "2 0 obj\n<< /Type /Pages /Kids [" + kids + "] /Count " + pages.length + " >>\nendobj\n");
        add(pdf, offsets, "3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n");
        for (int i = 0; i < pages.length; i++) {
            int page = 4 + 2 * i;
            String text = "BT /F1 12 Tf 72 700 Td (" + pages[i] + ") Tj ET";
            add(pdf, offsets, page + " 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents " + (page + 1)
                    + " 0 R /Resources << /Font << /F1 3 0 R >> >> >>\nendobj\n");
            add(pdf, offsets, (page + 1) + " 0 obj\n<< /Length " + text.length() + " >>\nstream\n" + text + "\nendstream\nendobj\n");
        }
        int xref = pdf.length();
        pdf.append("xref\n0 ").append(offsets.size() + 1).append("\n0000000000 65535 f \n");
        offsets.forEach(offset -> pdf.append(String.format("%010d 00000 n \n", offset)));
        return pdf.append("trailer\n<< /Size ").append(offsets.size() + 1).append(" /Root 1 0 R >>\nstartxref\n").append(xref)
                .append("\n%%EOF\n").toString();
    }

    private static void add(StringBuilder pdf, List<Integer> offsets, String object) {
        offsets.add(pdf.length());
        pdf.append(object);
    }
}
