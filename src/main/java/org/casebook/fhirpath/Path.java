package org.casebook.fhirpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;
import org.casebook.fhir.ElementDefinition;
import org.jspecify.annotations.Nullable;

/**
 * An expression that is only a way down the tree, with every choice of type already made: {@code
 * Observation.value.ofType(Quantity)} is the one name {@code valueQuantity}. Indexing walks such paths without building
 * elements.
 */
public record Path(List<Step> steps) {

    /**
     * One step down.
     *
     * @param element what is stepped to
     * @param sibling whether to the id and extensions of a primitive ({@code _start}) and not to its value
     * @param index which item of the array; -1: all
     * @param condition what an item must meet; null: nothing
     */
    public record Step(
            ElementDefinition element,
            boolean sibling,
            int index,
            @Nullable Condition condition) {
        /** The name in JSON. */
        public String jsonName() {
            return sibling ? element.siblingName() : element.name();
        }

        Step at(int position) {
            return new Step(element, sibling, position, condition);
        }

        Step toSibling() {
            return new Step(element, true, index, condition);
        }

        Step when(Condition wanted) {
            return new Step(
                    element, sibling, index, condition == null ? wanted : new Condition.Both(condition, wanted));
        }
    }

    /** A condition on one item. */
    public sealed interface Condition {
        boolean test(JsonNode item, ObjectNode resource);

        /** {@code where(system = 'phone')}, {@code extension('http://…')}. */
        record ChildEquals(String name, String text) implements Condition {
            @Override
            public boolean test(JsonNode item, ObjectNode resource) {
                JsonNode child = item.get(name);
                return child != null && child.isTextual() && child.textValue().equals(text);
            }
        }

        /** {@code where(resolve() is Patient)}, answered by the reference itself or by the contained resource. */
        record LeadsTo(String type) implements Condition {
            @Override
            public boolean test(JsonNode item, ObjectNode resource) {
                return type.equals(References.targetType(item, resource));
            }
        }

        record Both(Condition one, Condition other) implements Condition {
            @Override
            public boolean test(JsonNode item, ObjectNode resource) {
                return one.test(item, resource) && other.test(item, resource);
            }
        }
    }

    public Path {
        steps = List.copyOf(steps);
    }

    /** Tells every element at the end of the path, with what it is within its parent. */
    public void each(JsonNode start, ObjectNode resource, BiConsumer<JsonNode, ElementDefinition> out) {
        walk(start, 0, resource, out);
    }

    private void walk(JsonNode node, int depth, ObjectNode resource, BiConsumer<JsonNode, ElementDefinition> out) {
        Step step = steps.get(depth);
        JsonNode child = node.get(step.jsonName());
        if (child == null) {
            return;
        }
        if (!child.isArray()) {
            item(child, step, depth, resource, out);
        } else if (step.index < 0) {
            for (int i = 0; i < child.size(); i++) {
                item(child.get(i), step, depth, resource, out);
            }
        } else if (step.index < child.size()) {
            item(child.get(step.index), step, depth, resource, out);
        }
    }

    private void item(
            JsonNode item, Step step, int depth, ObjectNode resource, BiConsumer<JsonNode, ElementDefinition> out) {
        if (item.isNull() || step.condition != null && !step.condition.test(item, resource)) {
            return;
        }
        if (depth + 1 == steps.size()) {
            out.accept(item, step.element);
        } else {
            walk(item, depth + 1, resource, out);
        }
    }
}
