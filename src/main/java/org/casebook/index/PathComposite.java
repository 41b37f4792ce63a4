package org.casebook.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhirpath.Path;
import org.casebook.index.extract.ValueExtractor;
import org.jspecify.annotations.Nullable;

/** A composite whose components are paths. */
record PathComposite(SearchParameter parameter, List<Part> parts) implements PathTree.Action {

    /** The ways to the values of one component. */
    record Part(List<Path> paths, ValueExtractor extractor) {
        List<IndexValue> values(JsonNode item, ObjectNode resource) {
            List<IndexValue> values = new ArrayList<>(2);
            for (Path path : paths) {
                path.each(item, resource, (found, role) -> extractor.extract(found, role, values::add));
            }
            return values;
        }
    }

    @Override
    public void at(JsonNode item, @Nullable ElementDefinition role, EntrySink sink) {
        List<List<IndexValue>> values = new ArrayList<>(parts.size());
        for (Part part : parts) {
            List<IndexValue> found = part.values(item, sink.resource());
            if (found.isEmpty()) {
                return;
            }
            values.add(found);
        }
        Tuples.of(values, sink.of(parameter));
    }
}
