package org.casebook.interaction.patch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.casebook.fhir.Json;
import org.jspecify.annotations.Nullable;

/** JSON Patch, RFC 6902: {@code application/json-patch+json}. */
public final class JsonPatch implements PatchDocument {
    private final List<Operation> operations;

    private JsonPatch(List<Operation> operations) {
        this.operations = List.copyOf(operations);
    }

    /** Reads the array of operations; every fault in it is found before anything is applied. */
    public static JsonPatch parse(byte[] utf8) {
        try {
            return of(Json.read(utf8));
        } catch (JsonProcessingException e) {
            throw PatchError.malformed("The JSON Patch is not JSON: " + e.getOriginalMessage());
        }
    }

    static JsonPatch of(JsonNode document) {
        if (!document.isArray()) {
            throw PatchError.malformed("A JSON Patch is an array of operations; found " + document.getNodeType());
        }
        List<Operation> operations = new ArrayList<>();
        for (JsonNode operation : document) {
            operations.add(Operation.of(operation, operations.size()));
        }
        return new JsonPatch(operations);
    }

    @Override
    public ObjectNode apply(ObjectNode resource) {
        JsonNode patched = applyTo(resource);
        if (patched instanceof ObjectNode object) {
            return object;
        }
        throw PatchError.inapplicable("The patch replaces the whole resource by something that is not an object");
    }

    JsonNode applyTo(JsonNode document) {
        JsonNode result = document.deepCopy();
        for (Operation operation : operations) {
            result = operation.apply(result);
        }
        return result;
    }

    private enum Op {
        ADD,
        REMOVE,
        REPLACE,
        MOVE,
        COPY,
        TEST;

        final String code = name().toLowerCase(java.util.Locale.ROOT);

        boolean needsValue() {
            return this == ADD || this == REPLACE || this == TEST;
        }

        boolean needsFrom() {
            return this == MOVE || this == COPY;
        }
    }

    private record Operation(
            int number,
            Op op,
            JsonPointer path,
            @Nullable JsonPointer from,
            @Nullable JsonNode value) {

        static Operation of(JsonNode json, int number) {
            String where = "JSON Patch operation [" + number + "]: ";
            Op op = op(json, where);
            JsonPointer from = op.needsFrom() ? pointer(json, "from", where) : null;
            JsonNode value = json.get("value");
            if (op.needsValue() && value == null) {
                throw PatchError.malformed(where + "'" + op.code + "' needs a 'value'");
            }
            return new Operation(number, op, pointer(json, "path", where), from, value);
        }

        private static Op op(JsonNode json, String where) {
            String code = json.path("op").asText("");
            for (Op op : Op.values()) {
                if (op.code.equals(code)) {
                    return op;
                }
            }
            throw PatchError.malformed(
                    where + "'op' must be one of add, remove, replace, move, copy, test; found '" + code + "'");
        }

        private static JsonPointer pointer(JsonNode json, String name, String where) {
            JsonNode text = json.get(name);
            if (text == null || !text.isTextual()) {
                throw PatchError.malformed(where + "'" + name + "' must be given, as a JSON Pointer");
            }
            return JsonPointer.parse(text.asText());
        }

        JsonNode apply(JsonNode document) {
            return switch (op) {
                case ADD -> add(document, Objects.requireNonNull(value).deepCopy());
                case REMOVE -> remove(document, path);
                case REPLACE -> replace(document, Objects.requireNonNull(value).deepCopy());
                case MOVE -> move(document, Objects.requireNonNull(from));
                case COPY ->
                    add(
                            document,
                            existing(document, Objects.requireNonNull(from)).deepCopy());
                case TEST -> test(document);
            };
        }

        private JsonNode add(JsonNode document, JsonNode added) {
            if (path.isRoot()) {
                return added;
            }
            JsonNode parent = parent(document, path);
            if (parent instanceof ArrayNode array) {
                array.insert(path.last().equals("-") ? array.size() : insertionIndex(array), added);
            } else {
                ((ObjectNode) parent).set(path.last(), added);
            }
            return document;
        }

        private int insertionIndex(ArrayNode array) {
            int index = JsonPointer.index(path.last());
            if (index < 0 || index > array.size()) {
                throw failed(path + " is not an index at which an array of " + array.size() + " can be extended");
            }
            return index;
        }

        private JsonNode remove(JsonNode document, JsonPointer target) {
            existing(document, target);
            if (target.isRoot()) {
                throw failed("the whole resource cannot be removed by a patch; use delete");
            }
            JsonNode parent = parent(document, target);
            if (parent instanceof ArrayNode array) {
                array.remove(JsonPointer.index(target.last()));
            } else {
                ((ObjectNode) parent).remove(target.last());
            }
            return document;
        }

        private JsonNode replace(JsonNode document, JsonNode replacement) {
            existing(document, path);
            if (path.isRoot()) {
                return replacement;
            }
            JsonNode parent = parent(document, path);
            if (parent instanceof ArrayNode array) {
                array.set(JsonPointer.index(path.last()), replacement);
            } else {
                ((ObjectNode) parent).set(path.last(), replacement);
            }
            return document;
        }

        private JsonNode move(JsonNode document, JsonPointer from) {
            if (from.isProperPrefixOf(path)) {
                throw failed(from + " cannot be moved into itself, to " + path);
            }
            JsonNode moved = existing(document, from);
            return from.equals(path) ? document : add(remove(document, from), moved);
        }

        private JsonNode test(JsonNode document) {
            JsonNode actual = existing(document, path);
            if (!actual.equals(SAME_NUMBER, value)) {
                throw failed("expected " + value + " at " + path + ", found " + actual);
            }
            return document;
        }

        private JsonNode existing(JsonNode document, JsonPointer pointer) {
            JsonNode found = pointer.find(document);
            if (found == null) {
                throw failed(pointer + " does not exist");
            }
            return found;
        }

        private JsonNode parent(JsonNode document, JsonPointer pointer) {
            JsonNode parent = pointer.findParent(document);
            if (parent == null || !parent.isContainerNode()) {
                throw failed("there is no object or array that could hold " + pointer);
            }
            return parent;
        }

        private RuntimeException failed(String reason) {
            return PatchError.inapplicable("JSON Patch operation [" + number + "] (" + op.code + "): " + reason);
        }
    }

    /** RFC 6902 section 4.6: numbers are equal if their values are, however they are written. */
    private static final Comparator<JsonNode> SAME_NUMBER = (a, b) -> {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
    };
}
