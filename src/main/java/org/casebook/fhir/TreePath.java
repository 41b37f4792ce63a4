package org.casebook.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way through a JSON tree that a simple FHIRPath takes (R4 section 2.9.1.0.7): names, indexes, {@code ofType} and
 * {@code extension}. A list without an index means its first item that the rest of the path fits.
 *
 * @param steps names and indexes from the root
 * @param node what stands there
 */
public record TreePath(List<Object> steps, JsonNode node) {
    private static final Pattern STEP = Pattern.compile(
            "\\.?(?<name>[A-Za-z][A-Za-z0-9]*)(?:\\.ofType\\((?<type>\\w+)\\))?(?:\\('(?<url>[^']*)'\\))?(?:\\[(?<index>\\d+)])?");

    private record Step(String name, String url, int index) {
        boolean fits(JsonNode item) {
            return url.isEmpty() || item.path("url").asText().equals(url);
        }
    }

    /** Follows a path that starts with the name of the root; empty where the tree has no such element. */
    public static Optional<TreePath> of(ObjectNode root, String expression) {
        return follow(root, steps(expression), 1, List.of());
    }

    /** Follows as much of a path as the tree has. */
    public static TreePath nearest(ObjectNode root, String expression) {
        List<Step> steps = steps(expression);
        for (int length = steps.size(); length > 1; length--) {
            Optional<TreePath> found = follow(root, steps.subList(0, length), 1, List.of());
            if (found.isPresent()) {
                return found.get();
            }
        }
        return new TreePath(List.of(), root);
    }

    private static List<Step> steps(String expression) {
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(expression);
        int at = 0;
        while (at < expression.length() && matcher.find(at) && matcher.start() == at) {
            String type = matcher.group("type");
            String name = matcher.group("name")
                    + (type == null ? "" : Character.toUpperCase(type.charAt(0)) + type.substring(1));
            String url = matcher.group("url");
            String index = matcher.group("index");
            steps.add(new Step(name, url == null ? "" : url, index == null ? -1 : Integer.parseInt(index)));
            at = matcher.end();
        }
        return steps;
    }

    private static Optional<TreePath> follow(JsonNode node, List<Step> steps, int at, List<Object> way) {
        if (at >= steps.size()) {
            return Optional.of(new TreePath(way, node));
        }
        Step step = steps.get(at);
        return property(node, step.name, steps, at, way).or(() -> property(node, "_" + step.name, steps, at, way));
    }

    private static Optional<TreePath> property(JsonNode node, String name, List<Step> steps, int at, List<Object> way) {
        JsonNode value = node.get(name);
        if (value == null) {
            return Optional.empty();
        }
        Step step = steps.get(at);
        List<Object> here = with(way, name);
        if (!value.isArray()) {
            return step.index > 0 ? Optional.empty() : follow(value, steps, at + 1, here);
        }
        for (int i = 0; i < value.size(); i++) {
            if ((step.index < 0 || step.index == i) && step.fits(value.get(i))) {
                Optional<TreePath> found = follow(value.get(i), steps, at + 1, with(here, i));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static List<Object> with(List<Object> way, Object step) {
        List<Object> longer = new ArrayList<>(way);
        longer.add(step);
        return longer;
    }
}
