package org.casebook.interaction.timeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.casebook.fhir.Json;

/** A timeline as a Parameters resource: one parameter an event, in the order of the picture. */
public final class TimelineParameters {
    private TimelineParameters() {}

    public static ObjectNode of(Timeline timeline) {
        ObjectNode parameters = Json.object();
        parameters.put("resourceType", "Parameters");
        ArrayNode list = parameters.putArray("parameter");
        list.addObject().put("name", "complete").put("valueBoolean", timeline.complete());
        for (Lane lane : Lane.values()) {
            timeline.of(lane).forEach(event -> write(list.addObject(), event));
        }
        return parameters;
    }

    private static void write(ObjectNode parameter, TimelineEvent event) {
        parameter.put("name", "event");
        ArrayNode parts = parameter.putArray("part");
        parts.addObject()
                .put("name", "resource")
                .putObject("valueReference")
                .put("reference", event.key().toString());
        code(parts, "lane", event.lane().name().toLowerCase(Locale.ROOT));
        text(parts, "title", event.title());
        code(parts, "presence", event.presence().code());
        text(parts, "detail", event.detail());
        text(parts, "time", event.time());
        code(parts, "from", event.from().code());
        code(parts, "to", event.to().code());
        parts.addObject().put("name", "lasting").put("valueBoolean", event.lasting());
        code(parts, "certainty", event.certainty().code());
        event.facts().forEach(fact -> text(parts, "fact", fact));
    }

    private static void code(ArrayNode parts, String name, String code) {
        parts.addObject().put("name", name).put("valueCode", code);
    }

    private static void text(ArrayNode parts, String name, String text) {
        if (!text.isEmpty()) {
            parts.addObject().put("name", name).put("valueString", text);
        }
    }
}
