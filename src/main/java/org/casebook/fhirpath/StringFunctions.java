package org.casebook.fhirpath;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** N1 section 5.6; trim, split and join of N2. */
final class StringFunctions {
    private StringFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put("indexOf", binary("indexOf", (s, t) -> new Value.Whole(s.indexOf(t))));
        functions.put("lastIndexOf", binary("lastIndexOf", (s, t) -> new Value.Whole(s.lastIndexOf(t))));
        functions.put("startsWith", binary("startsWith", (s, t) -> Value.Bool.of(s.startsWith(t))));
        functions.put("endsWith", binary("endsWith", (s, t) -> Value.Bool.of(s.endsWith(t))));
        functions.put("contains", binary("contains", (s, t) -> Value.Bool.of(s.contains(t))));
        functions.put("upper", unary("upper", s -> new Value.Text(s.toUpperCase(Locale.ROOT))));
        functions.put("lower", unary("lower", s -> new Value.Text(s.toLowerCase(Locale.ROOT))));
        functions.put("trim", unary("trim", s -> new Value.Text(s.strip())));
        functions.put("length", unary("length", s -> new Value.Whole(s.length())));
        functions.put("substring", Function.of(1, 2, StringFunctions::substring));
        functions.put("replace", Function.of(2, StringFunctions::replace));
        functions.put("toChars", Function.of(0, StringFunctions::toChars));
        functions.put("split", Function.of(1, StringFunctions::split));
        functions.put("join", Function.of(0, 1, StringFunctions::join));
    }

    private static Function unary(String name, java.util.function.Function<String, Value> body) {
        return Function.of(0, (scope, input, arguments) -> {
            String text = Functions.text(name + "()", input);
            return text == null ? List.of() : List.of(body.apply(text));
        });
    }

    private static Function binary(String name, BiFunction<String, String, Value> body) {
        return Function.of(1, (scope, input, arguments) -> {
            String text = Functions.text(name + "()", input);
            String argument = Functions.text(name + "()", arguments.get(0).eval(scope));
            return text == null || argument == null ? List.of() : List.of(body.apply(text, argument));
        });
    }

    private static List<Item> substring(Scope scope, List<Item> input, List<Op> arguments) {
        String text = Functions.text("substring()", input);
        Integer start = Functions.whole("substring()", arguments.get(0).eval(scope));
        if (text == null || start == null || start < 0 || start >= text.length()) {
            return List.of();
        }
        Integer length = arguments.size() > 1
                ? Functions.whole("substring()", arguments.get(1).eval(scope))
                : null;
        long end = length == null ? text.length() : Math.min((long) start + Math.max(0, length), text.length());
        return Functions.text(text.substring(start, (int) end));
    }

    private static List<Item> replace(Scope scope, List<Item> input, List<Op> arguments) {
        String text = Functions.text("replace()", input);
        String pattern = Functions.text("replace()", arguments.get(0).eval(scope));
        String substitution = Functions.text("replace()", arguments.get(1).eval(scope));
        if (text == null || pattern == null || substitution == null) {
            return List.of();
        }
        scope.evaluation().steps(text.length() * Math.max(1, substitution.length() / 16));
        return Functions.text(text.replace(pattern, substitution));
    }

    private static List<Item> toChars(Scope scope, List<Item> input, List<Op> arguments) {
        String text = Functions.text("toChars()", input);
        return text == null
                ? List.of()
                : text.codePoints()
                        .mapToObj(c -> (Item) new Value.Text(Character.toString(c)))
                        .toList();
    }

    private static List<Item> split(Scope scope, List<Item> input, List<Op> arguments) {
        String text = Functions.text("split()", input);
        String separator = Functions.text("split()", arguments.get(0).eval(scope));
        if (text == null || separator == null || separator.isEmpty()) {
            return text == null ? List.of() : Functions.text(text);
        }
        List<Item> parts = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
            parts.add(new Value.Text(text.substring(start, end)));
            start = end + separator.length();
        }
        parts.add(new Value.Text(text.substring(start)));
        return parts;
    }

    private static List<Item> join(Scope scope, List<Item> input, List<Op> arguments) {
        if (input.isEmpty()) {
            return input;
        }
        String separator = arguments.isEmpty()
                ? ""
                : Functions.text("join()", arguments.get(0).eval(scope));
        return Functions.text(input.stream()
                .map(StringFunctions::valueText)
                .filter(t -> t != null)
                .collect(Collectors.joining(separator == null ? "" : separator)));
    }

    private static @Nullable String valueText(Item item) {
        Value value = item.value();
        return value == null ? null : value.text();
    }
}
