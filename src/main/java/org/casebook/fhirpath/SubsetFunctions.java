package org.casebook.fhirpath;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** N1 sections 5.3 and 5.4. */
final class SubsetFunctions {
    private SubsetFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put("single", Function.of(0, (s, in, args) -> Functions.list(Functions.single("single()", in))));
        functions.put("first", Function.of(0, (s, in, args) -> slice(in, 0, 1)));
        functions.put("last", Function.of(0, (s, in, args) -> slice(in, in.size() - 1, in.size())));
        functions.put("tail", Function.of(0, (s, in, args) -> slice(in, 1, in.size())));
        functions.put("skip", Function.of(1, (s, in, args) -> slice(in, count(s, args, 0), in.size())));
        functions.put("take", Function.of(1, (s, in, args) -> slice(in, 0, count(s, args, 0))));
        functions.put(
                "intersect",
                Function.of(1, (s, in, args) -> intersect(s, in, args.get(0).eval(s))));
        functions.put(
                "exclude",
                Function.of(1, (s, in, args) -> exclude(in, args.get(0).eval(s))));
        functions.put(
                "union", Function.of(1, (s, in, args) -> union(in, args.get(0).eval(s))));
        functions.put(
                "combine",
                Function.of(1, 2, (s, in, args) -> combine(in, args.get(0).eval(s))));
    }

    private static int count(Scope scope, List<Op> arguments, int otherwise) {
        Integer count = Functions.whole("the number of items", arguments.get(0).eval(scope));
        return count == null ? otherwise : count;
    }

    static List<Item> slice(List<Item> items, int from, int to) {
        int start = Math.max(0, Math.min(from, items.size()));
        int end = Math.max(start, Math.min(to, items.size()));
        return start == 0 && end == items.size() ? items : items.subList(start, end);
    }

    static List<Item> union(List<Item> a, List<Item> b) {
        return ItemKey.distinct(combine(a, b));
    }

    private static List<Item> combine(List<Item> a, List<Item> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        List<Item> out = new ArrayList<>(a.size() + b.size());
        out.addAll(a);
        out.addAll(b);
        return out;
    }

    private static List<Item> intersect(Scope scope, List<Item> a, List<Item> b) {
        scope.evaluation().steps(a.size() + b.size());
        Set<Object> keys = keys(b);
        List<Item> both = a.stream().filter(i -> keys.contains(ItemKey.of(i))).collect(Collectors.toList());
        return ItemKey.distinct(both);
    }

    private static List<Item> exclude(List<Item> a, List<Item> b) {
        Set<Object> keys = keys(b);
        return a.stream().filter(i -> !keys.contains(ItemKey.of(i))).collect(Collectors.toList());
    }

    static Set<Object> keys(List<Item> items) {
        Set<Object> keys = new HashSet<>();
        items.forEach(i -> keys.add(ItemKey.of(i)));
        return keys;
    }
}
