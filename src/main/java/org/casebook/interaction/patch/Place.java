package org.casebook.interaction.patch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.Json;
import org.casebook.fhir.TypeDefinition;
import org.jspecify.annotations.Nullable;

/**
 * One element of a resource together with the way to it, so that it can be replaced or taken away.
 *
 * @param owner the element around it; null for the resource itself
 * @param slot where the owner keeps it; null for the resource itself
 * @param index its place in the slot
 */
record Place(@Nullable Place owner, @Nullable Slot slot, int index, Cell cell, TypeDefinition type) {

    static Place root(ObjectNode resource) {
        return new Place(null, null, 0, new Cell(resource, null), resourceType(resource));
    }

    private static TypeDefinition resourceType(ObjectNode resource) {
        String name = resource.path("resourceType").asText();
        return Definitions.r4()
                .find(name)
                .orElseThrow(() -> PatchError.inapplicable("'" + name + "' is not a resource type of R4"));
    }

    boolean isRoot() {
        return slot == null;
    }

    /** The elements of a name: a JSON name ({@code valueQuantity}), or the one that FHIRPath uses ({@code value}). */
    List<Place> children(String name) {
        ObjectNode holder = holder();
        List<Place> children = new ArrayList<>();
        if (holder != null) {
            for (ElementDefinition element : elements(name)) {
                Slot place = new Slot(holder, element);
                List<Cell> cells = place.read();
                for (int i = 0; i < cells.size(); i++) {
                    children.add(new Place(this, place, i, cells.get(i), typeOf(element, cells.get(i))));
                }
            }
        }
        return children;
    }

    List<ElementDefinition> elements(String name) {
        String base = name.endsWith("[x]") ? name.substring(0, name.length() - 3) : name;
        List<ElementDefinition> alternatives = type.alternatives(base);
        ElementDefinition exact = type.element(base);
        return alternatives.isEmpty() && exact != null ? List.of(exact) : alternatives;
    }

    private static TypeDefinition typeOf(ElementDefinition element, Cell cell) {
        return element.type().isResource() && cell.value() instanceof ObjectNode resource
                ? resourceType(resource)
                : element.type();
    }

    /** The object that has this element's children; null where a primitive has none. */
    @Nullable
    ObjectNode holder() {
        return type.isPrimitive() ? cell.extras() : (ObjectNode) cell.value();
    }

    /** The same, made if a primitive has none yet. */
    ObjectNode holderForAdding() {
        ObjectNode holder = holder();
        if (holder == null) {
            holder = Json.object();
            replace(new Cell(cell.value(), holder));
        }
        return holder;
    }

    /** Where the owner keeps this element, which is not the resource itself. */
    Slot slotAround() {
        return Objects.requireNonNull(slot, "the resource itself is in no slot");
    }

    /** The element around this one, which is not the resource itself. */
    Place ownerAround() {
        return Objects.requireNonNull(owner, "there is nothing around the resource itself");
    }

    void replace(Cell replacement) {
        List<Cell> cells = slotAround().read();
        cells.set(index, replacement);
        slotAround().write(cells);
    }

    /** Takes the element away, and with it every element around it that would be left empty (R4: no empty elements). */
    void remove() {
        List<Cell> cells = slotAround().read();
        cells.remove(index);
        slotAround().write(cells);
        if (slotAround().holder().isEmpty() && !ownerAround().isRoot()) {
            ownerAround().emptied();
        }
    }

    private void emptied() {
        if (type.isPrimitive() && cell.value() != null) {
            replace(new Cell(cell.value(), null));
        } else {
            remove();
        }
    }
}
