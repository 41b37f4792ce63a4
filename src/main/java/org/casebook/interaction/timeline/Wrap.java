package org.casebook.interaction.timeline;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines; SVG has no flow of its own. */
final class Wrap {
    /** Mean width of a letter in the sans-serif faces at hand, as a part of the size; measured on clinical wording. */
    private static final double LETTER = 0.52;

    private Wrap() {}

    static List<String> lines(String text, double width, double size, int most) {
        int letters = Math.max(8, (int) (width / (size * LETTER)));
        if (text.isBlank()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.trim().split("\\s+")) {
            String part = word.length() > letters ? word.substring(0, letters - 1) + "…" : word;
            if (line.length() > 0 && line.length() + 1 + part.length() > letters) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(part);
        }
        lines.add(line.toString());
        if (lines.size() <= most) {
            return lines;
        }
        List<String> cut = new ArrayList<>(lines.subList(0, most));
        cut.set(most - 1, cut.get(most - 1) + " …");
        return cut;
    }
}
