package org.casebook.interaction.timeline;

import java.util.Map;

/** Explains the signs and borders, below the picture; a saved picture must explain itself. */
final class Legend {
    private static final double ITEM = 176;
    private static final double LINE = 22;
    private static final Map<Presence, String> SIGNS = Map.of(
            Presence.PRESENT, "present, done, given",
            Presence.ABSENT, "absent, not done",
            Presence.RESULT, "a result",
            Presence.UNKNOWN, "not known or not told");
    private static final Map<Certainty, String> BORDERS = Map.of(
            Certainty.STATED, "stated in the source",
            Certainty.ENTAILED, "entailed: follows from it",
            Certainty.INTERPRETED, "interpreted: read into it");
    private final Svg svg;
    private final double width;
    private double x = 6;
    private double y;

    Legend(Svg svg, double width) {
        this.svg = svg;
        this.width = width;
    }

    double draw(double top) {
        y = top;
        for (Presence presence : Presence.values()) {
            EventBox.sign(svg, presence, x + 10, y);
            label(SIGNS.getOrDefault(presence, presence.code()));
        }
        for (Certainty certainty : Certainty.values()) {
            if (BORDERS.containsKey(certainty)) {
                box("M " + Svg.number(x) + " " + Svg.number(y - 7) + " h 20 v 14 h -20 Z", EventBox.dashes(certainty));
                label(BORDERS.getOrDefault(certainty, ""));
            }
        }
        box("M " + Svg.number(x) + " " + Svg.number(y - 7) + " h 14 l 7 7 l -7 7 h -14 Z", "");
        label("goes on as far as is told");
        return y + LINE;
    }

    private void box(String path, String dashes) {
        svg.empty(
                "path",
                "d",
                path,
                "fill",
                "#e8f1f8",
                "stroke",
                "#33556f",
                "stroke-dasharray",
                dashes,
                "class",
                "tl-box");
    }

    private void label(String text) {
        svg.text(text, x + 27, y + 4, 11, "fill", "#16222e", "class", "tl-ink");
        x += ITEM;
        if (x + ITEM > width) {
            x = 6;
            y += LINE;
        }
    }
}
