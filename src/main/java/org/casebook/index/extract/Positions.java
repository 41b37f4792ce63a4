package org.casebook.index.extract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.casebook.fhir.ElementDefinition;
import org.casebook.index.IndexValue;
import org.casebook.index.PositionValue;

/** {@code Location.position} (R4 section 8.7.6). */
public final class Positions implements ValueExtractor {

    @Override
    public void extract(JsonNode json, ElementDefinition role, Consumer<? super IndexValue> out) {
        JsonNode latitude = json.path("latitude");
        JsonNode longitude = json.path("longitude");
        if (latitude.isNumber() && longitude.isNumber()) {
            out.accept(new PositionValue(latitude.doubleValue(), longitude.doubleValue()));
        }
    }
}
