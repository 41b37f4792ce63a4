package org.casebook.interaction.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One event drawn as a box that links to its resource. Its sign and words tell the presence, its border the certainty,
 * its right side whether it lasts; colour only repeats what shape and words say.
 */
final class EventBox {
    private static final double TITLE = 12;
    private static final double META = 11;
    private static final double LINE = 14;
    private static final double PADDING = 6;
    private static final double INDENT = 25;
    private static final double POINT = 9;
    private final TimelineEvent event;
    private final double width;
    private final List<String> title;
    private final List<String> meta;
    private final String source;

    EventBox(TimelineEvent event, double width, boolean tellPhases) {
        this.event = event;
        this.width = width;
        double room = width - INDENT - PADDING - (event.lasting() ? POINT : 0);
        this.title = Wrap.lines(event.title(), room, TITLE, 3);
        String phases =
                tellPhases && event.from() != event.to() ? "until " + event.to().title() : "";
        this.meta = Wrap.lines(joined(" · ", event.detail(), event.time(), phases), room, META, 3);
        this.source = joined(" · ", String.join(" ", facts()), event.certainty().code());
    }

    double height() {
        return 2 * PADDING + LINE * (title.size() + meta.size() + 1);
    }

    void draw(Svg svg, String base, double x, double y) {
        svg.open("a", "href", base + "/" + event.key(), "class", "tl-event", "data-resource", event.key());
        svg.words("title", spoken());
        border(svg, x, y);
        sign(svg, event.presence(), x + 13, y + PADDING + 8);
        double line = y + PADDING + 11;
        for (String text : title) {
            svg.text(text, x + INDENT, line, TITLE, "font-weight", "600", "fill", "#16222e", "class", "tl-ink");
            line += LINE;
        }
        for (String text : meta) {
            svg.text(text, x + INDENT, line, META, "fill", "#16222e", "class", "tl-ink");
            line += LINE;
        }
        svg.text(source, x + INDENT, line, 10, "fill", "#4a5a68", "class", "tl-quiet");
        svg.close("a");
    }

    /** The box in a sentence, for the pointer and the screen reader. */
    private String spoken() {
        return joined(
                        "; ",
                        event.title() + ": " + event.presence().code(),
                        event.detail().equals(event.presence().code()) ? "" : event.detail(),
                        event.time(),
                        facts().isEmpty() ? "" : "facts " + String.join(", ", facts()),
                        event.certainty() == Certainty.UNSAID
                                ? ""
                                : event.certainty().code() + " in the source")
                + ".";
    }

    private List<String> facts() {
        List<String> facts = new ArrayList<>(event.facts());
        return facts.size() > 6 ? facts.subList(0, 6) : facts;
    }

    private void border(Svg svg, double x, double y) {
        String right = event.lasting()
                ? " H " + Svg.number(x + width - POINT) + " L " + Svg.number(x + width) + " "
                        + Svg.number(y + height() / 2) + " L " + Svg.number(x + width - POINT) + " "
                        + Svg.number(y + height())
                : " H " + Svg.number(x + width) + " V " + Svg.number(y + height());
        svg.empty(
                "path",
                "d",
                "M " + Svg.number(x) + " " + Svg.number(y) + right + " H " + Svg.number(x) + " Z",
                "class",
                "tl-box tl-" + event.presence().code(),
                "fill",
                event.presence() == Presence.ABSENT ? "#f4f4f4" : "#e8f1f8",
                "stroke",
                "#33556f",
                "stroke-width",
                1.2,
                "stroke-dasharray",
                dashes(event.certainty()));
    }

    static String dashes(Certainty certainty) {
        return switch (certainty) {
            case STATED -> "";
            case ENTAILED -> "7 3";
            case INTERPRETED -> "2 3";
            case UNSAID -> "1 5";
        };
    }

    /** Disc: present. Struck ring: absent. Square: a result. Diamond with a question mark: unknown. */
    static void sign(Svg svg, Presence presence, double x, double y) {
        switch (presence) {
            case PRESENT -> svg.empty("circle", "cx", x, "cy", y, "r", 5.5, "fill", "#1d4f72", "class", "tl-sign");
            case ABSENT -> {
                svg.empty(
                        "circle",
                        "cx",
                        x,
                        "cy",
                        y,
                        "r",
                        5,
                        "fill",
                        "none",
                        "stroke",
                        "#8c2f1b",
                        "stroke-width",
                        2.0,
                        "class",
                        "tl-no");
                svg.empty(
                        "line",
                        "x1",
                        x - 6.5,
                        "y1",
                        y + 6.5,
                        "x2",
                        x + 6.5,
                        "y2",
                        y - 6.5,
                        "stroke",
                        "#8c2f1b",
                        "stroke-width",
                        2.0,
                        "class",
                        "tl-no");
            }
            case RESULT ->
                svg.empty(
                        "rect", "x", x - 5, "y", y - 5, "width", 10, "height", 10, "fill", "#1d4f72", "class",
                        "tl-sign");
            case UNKNOWN -> {
                String diamond = "M " + Svg.number(x) + " " + Svg.number(y - 8) + " l 8 8 l -8 8 l -8 -8 Z";
                svg.empty(
                        "path",
                        "d",
                        diamond,
                        "fill",
                        "#ffffff",
                        "stroke",
                        "#5c4a00",
                        "stroke-width",
                        1.4,
                        "class",
                        "tl-unknown-sign");
                svg.text(
                        "?",
                        x,
                        y + 4,
                        11,
                        "text-anchor",
                        "middle",
                        "font-weight",
                        "700",
                        "fill",
                        "#5c4a00",
                        "class",
                        "tl-unknown-ink");
            }
        }
    }

    private static String joined(String between, String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(between));
    }
}
