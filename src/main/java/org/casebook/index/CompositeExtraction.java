package org.casebook.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.casebook.fhirpath.Element;
import org.casebook.fhirpath.Expression;
import org.casebook.fhirpath.Item;

/** A composite by the FHIRPath engine: the components are evaluated on the same element, so that values belong together. */
record CompositeExtraction(Expression root, List<Part> parts, Extractors extractors) implements Extraction {

    /** A component with the type of the parameter that it names. */
    record Part(Expression expression, SearchParamType type) {}

    @Override
    public void extract(Element resource, Consumer<? super IndexValue> out) {
        for (Item item : root.evaluate(resource, ReferencedTypes.INSTANCE)) {
            List<List<IndexValue>> values = new ArrayList<>(parts.size());
            for (Part part : parts) {
                List<IndexValue> some = new ArrayList<>(2);
                for (Item found : part.expression.evaluate(item, ReferencedTypes.INSTANCE)) {
                    extractors.extract(part.type, found, some::add);
                }
                values.add(some);
            }
            Tuples.of(values, out);
        }
    }
}
