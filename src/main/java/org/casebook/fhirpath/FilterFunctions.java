package org.casebook.fhirpath;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** N1 sections 5.2, 5.8 (iif), 7 (aggregate) and the order of N2. */
final class FilterFunctions {
    private FilterFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put("where", Function.of(1, FilterFunctions::where));
        functions.put("select", Function.of(1, FilterFunctions::select));
        functions.put("repeat", Function.of(1, FilterFunctions::repeat));
        functions.put("iif", Function.of(2, 3, FilterFunctions::iif));
        functions.put("aggregate", Function.of(1, 2, FilterFunctions::aggregate));
        functions.put("children", Function.of(0, (s, in, args) -> children(s, in)));
        functions.put("descendants", Function.of(0, (s, in, args) -> descendants(s, in)));
        functions.put("sort", Function.of(0, 9, Sorting::sort));
    }

    private static List<Item> where(Scope scope, List<Item> input, List<Op> arguments) {
        Op criteria = arguments.get(0);
        Scope inner = scope.inner();
        List<Item> out = new ArrayList<>(2);
        for (int i = 0; i < input.size(); i++) {
            if (Truth.holds(criteria.eval(inner.at(input.get(i), i)))) {
                out.add(input.get(i));
            }
        }
        return out;
    }

    private static List<Item> select(Scope scope, List<Item> input, List<Op> arguments) {
        Scope inner = scope.inner();
        List<Item> out = new ArrayList<>(input.size());
        for (int i = 0; i < input.size(); i++) {
            out.addAll(arguments.get(0).eval(inner.at(input.get(i), i)));
        }
        return out;
    }

    private static List<Item> repeat(Scope scope, List<Item> input, List<Op> arguments) {
        Scope inner = scope.inner();
        List<Item> out = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        List<Item> front = input;
        while (!front.isEmpty()) {
            List<Item> next = new ArrayList<>();
            for (int i = 0; i < front.size(); i++) {
                for (Item item : arguments.get(0).eval(inner.at(front.get(i), i))) {
                    if (seen.add(identity(item))) {
                        next.add(item);
                    }
                }
            }
            out.addAll(next);
            front = next;
        }
        return out;
    }

    /** Two elements with the same content in different places are two; a value is itself. */
    private static Object identity(Item item) {
        return item instanceof Element element ? Place.of(element) : ItemKey.of(item);
    }

    private static List<Item> iif(Scope scope, List<Item> input, List<Op> arguments) {
        Scope inner = scope;
        if (input.size() > 1) {
            throw FhirPathException.evaluation("iif needs at most one item, but there are " + input.size());
        }
        if (!input.isEmpty() && input.get(0) != scope.self()) {
            inner = scope.inner().at(input.get(0), 0);
        }
        List<Item> criterion = arguments.get(0).eval(inner);
        if (criterion.size() == 1 && criterion.get(0) instanceof Value value && !(value instanceof Value.Bool)) {
            throw FhirPathException.evaluation("the criterion of iif must be a boolean, not " + value.type());
        }
        if (Truth.holds(criterion)) {
            return arguments.get(1).eval(inner);
        }
        return arguments.size() > 2 ? arguments.get(2).eval(inner) : List.of();
    }

    private static List<Item> aggregate(Scope scope, List<Item> input, List<Op> arguments) {
        Scope inner = scope.inner();
        inner.total(arguments.size() > 1 ? arguments.get(1).eval(scope) : List.of());
        for (int i = 0; i < input.size(); i++) {
            inner.total(arguments.get(0).eval(inner.at(input.get(i), i)));
        }
        return inner.total();
    }

    static List<Item> children(Scope scope, List<Item> input) {
        List<Item> out = new ArrayList<>();
        for (Item item : input) {
            if (item instanceof Element element) {
                element.children(out);
            }
        }
        scope.evaluation().steps(out.size());
        return out;
    }

    static List<Item> descendants(Scope scope, List<Item> input) {
        List<Item> out = new ArrayList<>();
        for (List<Item> level = children(scope, input); !level.isEmpty(); level = children(scope, level)) {
            out.addAll(level);
        }
        return out;
    }
}
