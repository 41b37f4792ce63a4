package org.casebook.interaction.timeline;

import java.util.Comparator;
import java.util.List;

/**
 * The events of a case.
 *
 * @param title what the picture is headed with
 * @param complete false where the patient has more resources than were looked at
 */
public record Timeline(String title, List<TimelineEvent> events, boolean complete) {
    public Timeline {
        events = List.copyOf(events);
    }

    /** The phases in which something happens, in order. */
    List<Phase> phases() {
        return List.of(Phase.values()).stream()
                .filter(phase -> events.stream().anyMatch(event -> event.from() == phase || event.to() == phase))
                .toList();
    }

    /** The shortest of the times that the source tells for what begins in a phase; empty where it tells none. */
    String time(Phase phase) {
        return events.stream()
                .filter(event -> event.from() == phase && !event.time().isEmpty())
                .map(TimelineEvent::time)
                .min(Comparator.comparingInt(String::length))
                .orElse("");
    }

    List<TimelineEvent> of(Lane lane) {
        return events.stream().filter(event -> event.lane() == lane).toList();
    }
}
