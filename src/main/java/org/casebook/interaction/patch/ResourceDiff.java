package org.casebook.interaction.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.TypeDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two resources of one type as a FHIRPath Patch: applied to the first it gives the second. Elements of
 * a list are the same if they are equal, have the same id, or else stand in the same place.
 */
public final class ResourceDiff {
    private final PatchWriter patch = new PatchWriter();

    private ResourceDiff() {}

    /** The patch, a Parameters resource; without parameters if there is no difference. */
    public static ObjectNode between(ObjectNode from, ObjectNode to) {
        ResourceDiff diff = new ResourceDiff();
        TypeDefinition type = Definitions.r4().type(from.path("resourceType").asText());
        diff.object(type.name(), type, from.deepCopy(), to);
        return diff.patch.result();
    }

    private void object(String path, TypeDefinition type, ObjectNode from, ObjectNode to) {
        for (String name : type.baseNames()) {
            List<ElementDefinition> alternatives = type.alternatives(name);
            if (alternatives.get(0).isChoice()) {
                choice(path, alternatives, from, to);
            } else if (alternatives.get(0).isArray()) {
                list(path, alternatives.get(0), from, to);
            } else {
                single(path, alternatives.get(0), from, to);
            }
        }
    }

    private void choice(String path, List<ElementDefinition> alternatives, ObjectNode from, ObjectNode to) {
        ElementDefinition was = present(alternatives, from);
        ElementDefinition is = present(alternatives, to);
        if (was == null || is == null || was == is) {
            alternatives.forEach(e -> single(path, e, from, to));
        } else {
            patch.replace(
                    path + "." + is.baseName(), is, new Slot(to, is).read().get(0));
        }
    }

    private static @Nullable ElementDefinition present(List<ElementDefinition> alternatives, ObjectNode object) {
        return alternatives.stream()
                .filter(e -> !new Slot(object, e).read().isEmpty())
                .findFirst()
                .orElse(null);
    }

    private void single(String path, ElementDefinition element, ObjectNode from, ObjectNode to) {
        List<Cell> was = new Slot(from, element).read();
        List<Cell> is = new Slot(to, element).read();
        String child = path + "." + (element.isChoice() ? element.baseName() : element.name());
        if (was.isEmpty() && !is.isEmpty()) {
            patch.add(path, element, is.get(0));
        } else if (!was.isEmpty() && is.isEmpty()) {
            patch.delete(child);
        } else if (!was.equals(is)) {
            changed(child, element, was.get(0), is.get(0));
        }
    }

    /** Goes into an object that keeps its id and something of its content; anything else is replaced as a whole. */
    private void changed(String path, ElementDefinition element, Cell was, Cell is) {
        if (!element.type().isPrimitive() && goesInto(element, was.object(), is.object())) {
            TypeDefinition type = element.type().isResource()
                    ? Definitions.r4().type(was.object().path("resourceType").asText())
                    : element.type();
            object(path, type, was.object(), is.object());
        } else {
            patch.replace(path, element, is);
        }
    }

    private static boolean goesInto(ElementDefinition element, ObjectNode was, ObjectNode is) {
        boolean kept = false;
        for (var names = is.fieldNames(); names.hasNext(); ) {
            kept |= was.has(names.next());
        }
        return kept
                && Objects.equals(was.get("id"), is.get("id"))
                && (!element.type().isResource() || was.path("resourceType").equals(is.path("resourceType")));
    }

    private void list(String path, ElementDefinition element, ObjectNode from, ObjectNode to) {
        List<Cell> was = new Slot(from, element).read();
        List<Cell> is = new Slot(to, element).read();
        if (!was.equals(is)) {
            new ListDiff(path, element, was, is).write();
        }
    }

    /** One list: changes inside its elements first, then what goes, then what moves or comes, front to back. */
    private final class ListDiff {
        private final String owner;
        private final String path;
        private final ElementDefinition element;
        private final List<Cell> was;
        private final List<Cell> is;
        /** For each element of the new list the index in the old one; -1 if it is new. */
        private final int[] origin;

        ListDiff(String owner, ElementDefinition element, List<Cell> was, List<Cell> is) {
            this.owner = owner;
            this.path = owner + "." + element.name();
            this.element = element;
            this.was = was;
            this.is = is;
            this.origin = new int[is.size()];
            match();
        }

        private void match() {
            Arrays.fill(origin, -1);
            boolean[] taken = new boolean[was.size()];
            for (int i = 0; i < origin.length; i++) {
                claim(i, i, taken, equal(i, i));
            }
            for (int i = 0; i < origin.length; i++) {
                for (int j = 0; j < taken.length; j++) {
                    claim(i, j, taken, equal(i, j));
                }
            }
            for (int i = 0; i < origin.length; i++) {
                for (int j = 0; j < taken.length; j++) {
                    claim(i, j, taken, id(is.get(i)) != null && Objects.equals(id(is.get(i)), id(was.get(j))));
                }
            }
            for (int i = 0, j = 0; i < origin.length && j < taken.length; j++) {
                for (; i < origin.length && origin[i] >= 0; i++) {}
                if (i < origin.length && !taken[j]) {
                    claim(i, j, taken, true);
                }
            }
        }

        private boolean equal(int i, int j) {
            return j < was.size() && is.get(i).equals(was.get(j));
        }

        private void claim(int i, int j, boolean[] taken, boolean matches) {
            if (matches && origin[i] < 0 && !taken[j]) {
                origin[i] = j;
                taken[j] = true;
            }
        }

        private static @Nullable JsonNode id(Cell cell) {
            JsonNode holder = cell.value() instanceof ObjectNode object ? object : cell.extras();
            return holder == null ? null : holder.get("id");
        }

        void write() {
            for (int i = 0; i < origin.length; i++) {
                if (origin[i] >= 0 && !is.get(i).equals(was.get(origin[i]))) {
                    changed(path + "[" + origin[i] + "]", element, was.get(origin[i]), is.get(i));
                }
            }
            List<Integer> left = deletions();
            for (int i = 0; i < origin.length; i++) {
                arrange(i, left);
            }
        }

        private List<Integer> deletions() {
            List<Integer> left = new ArrayList<>();
            for (int j = 0; j < was.size(); j++) {
                left.add(j);
            }
            for (int j = was.size() - 1; j >= 0; j--) {
                int index = j;
                if (Arrays.stream(origin).noneMatch(o -> o == index)) {
                    patch.delete(path + "[" + j + "]");
                    left.remove(j);
                }
            }
            return left;
        }

        private void arrange(int i, List<Integer> left) {
            if (origin[i] < 0) {
                if (i == left.size()) {
                    patch.add(owner, element, is.get(i));
                } else {
                    patch.insert(path, i, element, is.get(i));
                }
                left.add(i, -1);
            } else if (left.get(i) != origin[i]) {
                int source = left.indexOf(origin[i]);
                patch.move(path, source, i);
                left.add(i, left.remove(source));
            }
        }
    }
}
