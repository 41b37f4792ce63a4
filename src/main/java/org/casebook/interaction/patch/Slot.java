package org.casebook.interaction.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.Json;

/**
 * Where an object keeps the elements of one name: {@code name} and {@code _name}, single or as arrays side by side. Lists
 * are read whole and written whole, so that the two arrays cannot get out of step.
 */
record Slot(ObjectNode holder, ElementDefinition element) {

    List<Cell> read() {
        JsonNode values = holder.path(element.name());
        JsonNode extras = holder.path("_" + element.name());
        List<Cell> cells = new ArrayList<>();
        if (!values.isArray() && !extras.isArray()) {
            Cell single = Cell.of(holder.get(element.name()), extras);
            if (single.value() != null || single.extras() != null) {
                cells.add(single);
            }
            return cells;
        }
        for (int i = 0; i < Math.max(values.size(), extras.size()); i++) {
            cells.add(Cell.of(values.get(i), extras.get(i)));
        }
        return cells;
    }

    void write(List<Cell> cells) {
        set(element.name(), cells.stream().allMatch(c -> c.value() == null), cells, Cell::valueOrNull);
        set("_" + element.name(), cells.stream().allMatch(c -> c.extras() == null), cells, Cell::extrasOrNull);
    }

    private void set(String name, boolean absent, List<Cell> cells, Function<Cell, JsonNode> part) {
        if (absent) {
            holder.remove(name);
        } else if (element.isArray()) {
            ArrayNode array = Json.NODES.arrayNode(cells.size());
            cells.forEach(cell -> array.add(part.apply(cell)));
            holder.set(name, array);
        } else {
            holder.set(name, part.apply(cells.get(0)));
        }
    }
}
