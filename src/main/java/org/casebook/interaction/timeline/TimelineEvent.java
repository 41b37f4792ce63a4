package org.casebook.interaction.timeline;

import java.util.List;
import org.casebook.fhir.ResourceKey;

/**
 * One statement of the case.
 *
 * @param detail the words for its presence or result: "absent", "Normal; no figure is given"
 * @param time the time as the source tells it: an age or a distance from another event; empty where it tells none
 * @param from the phase in which it is first spoken of
 * @param to the phase in which it is last spoken of
 * @param lasting whether it still held when the source last spoke of it
 * @param facts numbers of the facts in the source
 */
public record TimelineEvent(
        ResourceKey key,
        Lane lane,
        String title,
        Presence presence,
        String detail,
        String time,
        Phase from,
        Phase to,
        boolean lasting,
        Certainty certainty,
        List<String> facts) {

    public TimelineEvent {
        facts = List.copyOf(facts);
    }
}
