package org.casebook.interaction.timeline;

import java.util.List;

/** Phases one below the other, for a page that is held in a hand. */
final class NarrowPicture extends Picture {
    private static final double WIDTH = 356;
    private static final double HEAD = 42;

    NarrowPicture(Timeline timeline, String base) {
        super(timeline, base);
    }

    @Override
    double width() {
        return WIDTH;
    }

    @Override
    double draw() {
        double y = 0;
        for (Phase phase : timeline.phases()) {
            List<TimelineEvent> events = timeline.events().stream()
                    .filter(event -> event.from() == phase)
                    .toList();
            if (!events.isEmpty()) {
                heading(phase.title(), timeline.time(phase), 0, y, WIDTH, HEAD);
                y = lanes(events, y + HEAD) + GAP;
            }
        }
        return y;
    }

    private double lanes(List<TimelineEvent> events, double top) {
        double y = top;
        for (Lane lane : Lane.values()) {
            List<TimelineEvent> here =
                    events.stream().filter(event -> event.lane() == lane).toList();
            if (here.isEmpty()) {
                continue;
            }
            svg.text(lane.title(), 2, y + 16, 12, "font-weight", "700", "fill", "#16222e", "class", "tl-ink");
            y += 22;
            for (TimelineEvent event : here) {
                EventBox box = new EventBox(event, WIDTH - 4, true);
                box.draw(svg, base, 2, y);
                y += box.height() + GAP;
            }
        }
        return y;
    }
}
