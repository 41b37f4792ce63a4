package org.casebook.fhirpath;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** N1 section 5.1. */
final class ExistenceFunctions {
    private ExistenceFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put("empty", Function.of(0, (s, in, args) -> Truth.list(in.isEmpty())));
        functions.put("exists", Function.of(0, 1, ExistenceFunctions::exists));
        functions.put("all", Function.of(1, ExistenceFunctions::all));
        functions.put(
                "allTrue",
                Function.of(0, (s, in, args) -> Truth.list(in.stream().allMatch(i -> bool(i)))));
        functions.put(
                "anyTrue",
                Function.of(0, (s, in, args) -> Truth.list(in.stream().anyMatch(i -> bool(i)))));
        functions.put(
                "allFalse",
                Function.of(0, (s, in, args) -> Truth.list(in.stream().noneMatch(i -> bool(i)))));
        functions.put(
                "anyFalse",
                Function.of(0, (s, in, args) -> Truth.list(in.stream().anyMatch(i -> !bool(i)))));
        functions.put(
                "subsetOf",
                Function.of(1, (s, in, args) -> subset(in, args.get(0).eval(s))));
        functions.put(
                "supersetOf", Function.of(1, (s, in, args) -> subset(args.get(0).eval(s), in)));
        functions.put("count", Function.of(0, (s, in, args) -> Functions.whole(in.size())));
        functions.put("distinct", Function.of(0, (s, in, args) -> ItemKey.distinct(in)));
        functions.put(
                "isDistinct",
                Function.of(0, (s, in, args) -> Truth.list(ItemKey.distinct(in).size() == in.size())));
        functions.put("not", Function.of(0, (s, in, args) -> Truth.list(Truth.not(Truth.of(in)))));
    }

    private static List<Item> exists(Scope scope, List<Item> input, List<Op> arguments) {
        if (arguments.isEmpty()) {
            return Truth.list(!input.isEmpty());
        }
        Scope inner = scope.inner();
        for (int i = 0; i < input.size(); i++) {
            if (Truth.holds(arguments.get(0).eval(inner.at(input.get(i), i)))) {
                return Truth.TRUE;
            }
        }
        return Truth.FALSE;
    }

    private static List<Item> all(Scope scope, List<Item> input, List<Op> arguments) {
        Scope inner = scope.inner();
        for (int i = 0; i < input.size(); i++) {
            if (!Truth.holds(arguments.get(0).eval(inner.at(input.get(i), i)))) {
                return Truth.FALSE;
            }
        }
        return Truth.TRUE;
    }

    private static boolean bool(Item item) {
        if (item.value() instanceof Value.Bool bool) {
            return bool.isTrue();
        }
        throw FhirPathException.evaluation("a collection of booleans is needed, but there is " + item.type());
    }

    private static List<Item> subset(List<Item> small, List<Item> big) {
        Set<Object> keys = big.stream().map(ItemKey::of).collect(Collectors.toCollection(HashSet::new));
        return Truth.list(small.stream().map(ItemKey::of).allMatch(keys::contains));
    }
}
