package org.casebook.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.casebook.fhirpath.Element;
import org.casebook.fhirpath.EvaluationContext;
import org.casebook.fhirpath.Expression;
import org.casebook.fhirpath.Item;

/** The tuples of a composite: the components are evaluated on the same element, so that their values belong together. */
record CompositeExtraction(Expression root, List<Part> parts, Extractors extractors) implements Extraction {
    /** More combinations than any clinical resource has. */
    private static final int MAX_TUPLES = 1_000;

    /** A component with the type of the parameter that it names. */
    record Part(Expression expression, SearchParamType type) {}

    @Override
    public void extract(Element resource, Consumer<? super IndexValue> out) {
        EvaluationContext context = ReferencedTypes.INSTANCE;
        for (Item item : root.evaluate(resource, context)) {
            List<List<IndexValue>> tuples = List.of(List.of());
            for (Part part : parts) {
                List<IndexValue> values = new ArrayList<>(2);
                for (Item found : part.expression.evaluate(item, context)) {
                    extractors.extract(part.type, found, values::add);
                }
                tuples = product(tuples, values);
            }
            tuples.forEach(tuple -> out.accept(new CompositeValue(tuple)));
        }
    }

    private static List<List<IndexValue>> product(List<List<IndexValue>> tuples, List<IndexValue> values) {
        List<List<IndexValue>> product = new ArrayList<>(tuples.size() * values.size());
        for (List<IndexValue> tuple : tuples) {
            for (IndexValue value : values) {
                if (product.size() < MAX_TUPLES) {
                    List<IndexValue> longer = new ArrayList<>(tuple);
                    longer.add(value);
                    product.add(longer);
                }
            }
        }
        return product;
    }
}
