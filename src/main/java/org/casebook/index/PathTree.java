package org.casebook.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhirpath.Path;
import org.jspecify.annotations.Nullable;

/**
 * The paths of all search parameters of a type as one tree, so that one walk over a resource meets them all and costs
 * what the resource holds, not what could be searched.
 */
final class PathTree {

    /** What happens at the end of a path. */
    @FunctionalInterface
    interface Action {
        /** @param role null at the resource itself */
        void at(JsonNode item, @Nullable ElementDefinition role, EntrySink sink);
    }

    private static final class Node {
        final Map<String, List<Branch>> children = new HashMap<>();
        final List<Action> actions = new ArrayList<>(2);
    }

    private record Branch(Path.Step step, Node node) {}

    private final Node root = new Node();

    void add(Path path, Action action) {
        Node node = root;
        for (Path.Step step : path.steps()) {
            node = child(node, step);
        }
        node.actions.add(action);
    }

    private static Node child(Node node, Path.Step step) {
        List<Branch> branches = node.children.computeIfAbsent(step.jsonName(), n -> new ArrayList<>(1));
        for (Branch branch : branches) {
            if (branch.step.equals(step)) {
                return branch.node;
            }
        }
        Branch added = new Branch(step, new Node());
        branches.add(added);
        return added.node;
    }

    void walk(EntrySink sink) {
        visit(root, sink.resource(), null, sink);
    }

    private static void visit(Node node, JsonNode item, @Nullable ElementDefinition role, EntrySink sink) {
        for (int i = 0; i < node.actions.size(); i++) {
            node.actions.get(i).at(item, role, sink);
        }
        if (node.children.isEmpty() || !item.isObject()) {
            return;
        }
        if (item.size() <= node.children.size()) {
            for (Map.Entry<String, JsonNode> field : item.properties()) {
                List<Branch> branches = node.children.get(field.getKey());
                if (branches != null) {
                    descend(branches, field.getValue(), sink);
                }
            }
        } else {
            for (Map.Entry<String, List<Branch>> child : node.children.entrySet()) {
                JsonNode value = item.get(child.getKey());
                if (value != null) {
                    descend(child.getValue(), value, sink);
                }
            }
        }
    }

    private static void descend(List<Branch> branches, JsonNode value, EntrySink sink) {
        for (int b = 0; b < branches.size(); b++) {
            Branch branch = branches.get(b);
            int wanted = branch.step.index();
            if (!value.isArray()) {
                item(branch, value, sink);
            } else if (wanted >= 0) {
                item(branch, value.get(wanted), sink);
            } else {
                for (int i = 0; i < value.size(); i++) {
                    item(branch, value.get(i), sink);
                }
            }
        }
    }

    private static void item(Branch branch, @Nullable JsonNode item, EntrySink sink) {
        Path.Condition condition = branch.step.condition();
        if (item != null && !item.isNull() && (condition == null || condition.test(item, sink.resource()))) {
            visit(branch.node, item, branch.step.element(), sink);
        }
    }
}
