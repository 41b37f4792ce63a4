package org.casebook.interaction.timeline;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Phases side by side, lanes one below the other; what lasts over phases spans their columns. */
final class WidePicture extends Picture {
    private static final double LABEL = 98;
    private static final double FULL_COLUMN = 192;
    private static final double SPANNED_COLUMN = 104;
    private static final double HEAD = 54;
    private final Map<Phase, Double> left = new EnumMap<>(Phase.class);
    private final Map<Phase, Double> right = new EnumMap<>(Phase.class);
    private final double width;

    WidePicture(Timeline timeline, String base) {
        super(timeline, base);
        double x = LABEL;
        for (Phase phase : timeline.phases()) {
            left.put(phase, x);
            x += isOnlySpanned(phase) ? SPANNED_COLUMN : FULL_COLUMN;
            right.put(phase, x);
        }
        this.width = Math.max(x, 420) + GAP;
    }

    @Override
    double width() {
        return width;
    }

    @Override
    double draw() {
        for (Map.Entry<Phase, Double> column : left.entrySet()) {
            heading(
                    column.getKey().title(),
                    time(column.getKey()),
                    column.getValue() + 1,
                    0,
                    end(column.getKey()) - column.getValue() - 2,
                    HEAD);
        }
        double y = HEAD;
        for (Lane lane : Lane.values()) {
            if (!timeline.of(lane).isEmpty()) {
                y = lane(lane, y);
            }
        }
        return y;
    }

    private String time(Phase phase) {
        String told = timeline.time(phase);
        return told.isEmpty() ? "time not told" : told;
    }

    private double lane(Lane lane, double top) {
        svg.text(lane.title(), GAP, top + GAP + 18, 12.5, "font-weight", "700", "fill", "#16222e", "class", "tl-ink");
        double bottom = lane == Lane.CONDITION ? rows(timeline.of(lane), top) : stacks(timeline.of(lane), top);
        svg.empty("line", "x1", 0, "y1", bottom, "x2", width, "y2", bottom, "stroke", "#b9c6d0", "class", "tl-rule");
        return bottom;
    }

    /** Every condition on a row of its own, over the phases in which it is spoken of. */
    private double rows(List<TimelineEvent> events, double top) {
        double y = top + GAP;
        for (TimelineEvent event : events) {
            Phase last = event.to().ordinal() < event.from().ordinal() ? event.from() : event.to();
            double x = start(event.from());
            EventBox box = new EventBox(event, end(last) - x - GAP, false);
            box.draw(svg, base, x + GAP / 2, y);
            y += box.height() + GAP;
        }
        return y;
    }

    private double stacks(List<TimelineEvent> events, double top) {
        Map<Phase, Double> next = new EnumMap<>(Phase.class);
        double bottom = top + GAP;
        for (TimelineEvent event : events) {
            Phase phase = event.to();
            double y = next.getOrDefault(phase, top + GAP);
            EventBox box = new EventBox(event, end(phase) - start(phase) - GAP, false);
            box.draw(svg, base, start(phase) + GAP / 2, y);
            next.put(phase, y + box.height() + GAP);
            bottom = Math.max(bottom, y + box.height() + GAP);
        }
        return bottom;
    }

    private boolean isOnlySpanned(Phase phase) {
        return timeline.events().stream().noneMatch(e -> e.lane() != Lane.CONDITION && e.to() == phase);
    }

    private double start(Phase phase) {
        return left.getOrDefault(phase, LABEL);
    }

    private double end(Phase phase) {
        return right.getOrDefault(phase, width);
    }
}
