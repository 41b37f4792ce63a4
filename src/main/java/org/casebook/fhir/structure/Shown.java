package org.casebook.fhir.structure;

/** A client's text as an issue may repeat it: short, and without characters that no answer can carry. */
final class Shown {
    private static final int MAX_LENGTH = 60;
    private static final int MAX_LINE = 300;

    private Shown() {}

    static String text(String sent) {
        return text(sent, MAX_LENGTH);
    }

    /** A whole sentence. */
    static String line(String sent) {
        return text(sent, MAX_LINE);
    }

    private static String text(String sent, int max) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < sent.length() && shown.length() < max; i++) {
            char c = sent.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < sent.length()
                    && Character.isLowSurrogate(sent.charAt(i + 1));
            if (pair) {
                shown.append(c).append(sent.charAt(++i));
            } else {
                shown.append(Text.isAllowed(c) && !Character.isSurrogate(c) ? c : '\uFFFD');
            }
        }
        return shown.length() < max ? shown.toString() : shown.append('…').toString();
    }

    static String quoted(String sent) {
        return "'" + text(sent) + "'";
    }
}
