package org.casebook.index.extract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.casebook.fhir.ElementDefinition;
import org.casebook.index.IndexValue;
import org.casebook.index.UriValue;

/** Uris as they are written (R4 section 3.1.1.4.13); a canonical with version also without it. */
public final class Uris implements ValueExtractor {

    @Override
    public void extract(JsonNode json, ElementDefinition role, Consumer<? super IndexValue> out) {
        if (!json.isTextual()) {
            return;
        }
        String uri = json.textValue();
        out.accept(new UriValue(uri));
        int bar = role.type().name().equals("canonical") ? uri.indexOf('|') : -1;
        if (bar > 0) {
            out.accept(new UriValue(uri.substring(0, bar)));
        }
    }
}
