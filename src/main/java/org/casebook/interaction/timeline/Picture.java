package org.casebook.interaction.timeline;

/** A timeline drawn in one of its layouts. */
abstract class Picture {
    static final double GAP = 6;
    final Timeline timeline;
    final String base;
    final Svg svg = new Svg();

    Picture(Timeline timeline, String base) {
        this.timeline = timeline;
        this.base = base;
    }

    /** Draws everything from here down and says where it ended. */
    abstract double draw();

    abstract double width();

    String document() {
        double bottom = draw();
        bottom = new Legend(svg, width()).draw(bottom + 18);
        if (!timeline.complete()) {
            svg.text(
                    "Not all: the patient has more resources than this picture looked at.",
                    GAP,
                    bottom + 14,
                    12,
                    "font-weight",
                    "600",
                    "fill",
                    "#8c2f1b");
            bottom += 20;
        }
        Svg frame = new Svg();
        frame.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "width",
                width(),
                "height",
                bottom + 8,
                "viewBox",
                "0 0 " + Svg.number(width()) + " " + Svg.number(bottom + 8),
                "font-family",
                "Arial, Helvetica, Liberation Sans, sans-serif",
                "role",
                "group",
                "aria-label",
                "Timeline of " + timeline.title());
        frame.empty("rect", "width", "100%", "height", "100%", "fill", "#ffffff", "class", "tl-ground");
        return frame + svg.toString() + "</svg>\n";
    }

    /** A phase and, below it, the time that the source tells for it. */
    void heading(String text, String time, double x, double y, double width, double height) {
        svg.empty("rect", "x", x, "y", y, "width", width, "height", height, "fill", "#1d4f72", "class", "tl-head");
        svg.text(text, x + 8, y + 18, 12.5, "font-weight", "700", "fill", "#ffffff", "class", "tl-head-ink");
        double line = y + 33;
        for (String told : Wrap.lines(time, width - 16, 11, 2)) {
            svg.text(told, x + 8, line, 11, "fill", "#ffffff", "class", "tl-head-ink");
            line += 13;
        }
    }
}
