package org.casebook.interaction.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.fhir.ElementDefinition;
import org.casebook.interaction.patch.PatchPath.Step;
import org.jspecify.annotations.Nullable;

/** One operation of a FHIRPath Patch. */
sealed interface FhirPathOperation {

    void apply(ObjectNode resource);

    static FhirPathOperation of(JsonNode parameter, String where) {
        Parts parts = new Parts(parameter, where);
        if (!parameter.path("name").asText().equals("operation")) {
            throw PatchError.malformed(where + ": each parameter of a FHIRPath Patch is named 'operation'", where);
        }
        Target target = new Target(PatchPath.parse(parts.text("path")), where);
        String type = parts.text("type");
        return switch (type) {
            case "add" -> new Add(target, parts.text("name"), parts.value());
            case "insert" -> new Insert(target, parts.number("index"), parts.value());
            case "delete" -> new Delete(target);
            case "replace" -> new Replace(target, parts.value());
            case "move" -> new Move(target, parts.number("source"), parts.number("destination"));
            default ->
                throw PatchError.malformed(
                        where + ": 'type' must be add, insert, delete, replace or move; found '" + type + "'", where);
        };
    }

    record Add(Target target, String name, PatchValue value) implements FhirPathOperation {
        @Override
        public void apply(ObjectNode resource) {
            Place place = target.one(resource);
            ElementDefinition element = value.choose(place.elements(name));
            if (element == null) {
                throw target.failed(place.type().name() + " has no element '" + name + "' of the type of the value");
            }
            Cell added = value.cell(element.type(), target.where());
            List<Place> present = place.children(name);
            if (!present.isEmpty() && !element.isArray()) {
                throw target.failed("'" + name + "' is there already and does not repeat; use 'replace'");
            }
            Slot slot = new Slot(place.holderForAdding(), element);
            List<Cell> cells = slot.read();
            cells.add(added);
            slot.write(cells);
        }
    }

    record Insert(Target target, int index, PatchValue value) implements FhirPathOperation {
        @Override
        public void apply(ObjectNode resource) {
            Slot list = target.list(resource);
            List<Cell> cells = list.read();
            target.checkIndex("index", index, cells.size() + 1);
            cells.add(index, value.cell(list.element().type(), target.where()));
            list.write(cells);
        }
    }

    record Delete(Target target) implements FhirPathOperation {
        @Override
        public void apply(ObjectNode resource) {
            List<Place> places = target.find(resource);
            if (places.size() > 1) {
                throw target.failed("it finds " + places.size() + " elements; only one can be deleted at a time");
            }
            for (Place place : places) {
                target.element(place).remove();
            }
        }
    }

    record Replace(Target target, PatchValue value) implements FhirPathOperation {
        @Override
        public void apply(ObjectNode resource) {
            Place place = target.element(target.one(resource));
            ElementDefinition now = place.slotAround().element();
            ElementDefinition then =
                    now.isChoice() ? value.choose(place.ownerAround().elements(now.baseName())) : now;
            if (then == null) {
                throw target.failed("the value is not of a type that '" + now.baseName() + "' may have");
            }
            Cell replacement = value.cell(then.type(), target.where());
            if (then.name().equals(now.name())) {
                place.replace(replacement);
            } else {
                place.slotAround().write(List.of());
                new Slot(place.slotAround().holder(), then).write(List.of(replacement));
            }
        }
    }

    record Move(Target target, int source, int destination) implements FhirPathOperation {
        @Override
        public void apply(ObjectNode resource) {
            Slot list = target.list(resource);
            List<Cell> cells = list.read();
            target.checkIndex("source", source, cells.size());
            target.checkIndex("destination", destination, cells.size());
            cells.add(destination, cells.remove(source));
            list.write(cells);
        }
    }

    /** The path of an operation, and where the operation stands in the patch. */
    record Target(PatchPath path, String where) {

        List<Place> find(ObjectNode resource) {
            return PlaceFinder.find(resource, path);
        }

        Place one(ObjectNode resource) {
            List<Place> places = find(resource);
            if (places.size() != 1) {
                throw failed("it must find one element; it finds " + (places.isEmpty() ? "none" : places.size()));
            }
            return places.get(0);
        }

        Place element(Place place) {
            if (place.isRoot()) {
                throw failed("the whole resource cannot be the target");
            }
            return place;
        }

        /** The list that a path without a final indexer names; it may be empty. */
        Slot list(ObjectNode resource) {
            int last = path.steps().size() - 1;
            if (!(path.steps().get(last) instanceof Step.Name name)) {
                throw failed("it must end in the name of a list");
            }
            Target owner = new Target(new PatchPath(path.text(), path.steps().subList(0, last)), where);
            Place place = owner.one(resource);
            ElementDefinition element = place.type().element(name.name());
            if (element == null || !element.isArray()) {
                throw failed(
                        "'" + name.name() + "' is not a list of " + place.type().name());
            }
            return new Slot(place.holderForAdding(), element);
        }

        void checkIndex(String what, int index, int end) {
            if (index < 0 || index >= end) {
                throw failed("'" + what + "' is " + index + "; it must be from 0 to " + (end - 1));
            }
        }

        RuntimeException failed(String reason) {
            return PatchError.inapplicable(where + ": '" + path.text() + "': " + reason, where);
        }
    }

    /** The parts of an operation by name. */
    record Parts(JsonNode parameter, String where) {

        String text(String name) {
            JsonNode part = find(name);
            String suffix = part == null ? null : new PatchValue((ObjectNode) part).suffix();
            if (part == null || suffix == null || !part.path("value" + suffix).isTextual()) {
                throw PatchError.malformed(where + ": part '" + name + "' must be given, with text", where);
            }
            return part.get("value" + suffix).asText();
        }

        int number(String name) {
            JsonNode part = find(name);
            String suffix = part == null ? null : new PatchValue((ObjectNode) part).suffix();
            if (part == null || suffix == null || !part.path("value" + suffix).isInt()) {
                throw PatchError.malformed(where + ": part '" + name + "' must be given, with an integer", where);
            }
            return part.get("value" + suffix).asInt();
        }

        PatchValue value() {
            JsonNode part = find("value");
            if (part == null) {
                throw PatchError.malformed(where + ": part 'value' must be given", where);
            }
            return new PatchValue((ObjectNode) part);
        }

        private @Nullable JsonNode find(String name) {
            for (JsonNode part : parameter.path("part")) {
                if (part.isObject() && part.path("name").asText().equals(name)) {
                    return part;
                }
            }
            return null;
        }
    }
}
