package org.casebook.fhirpath;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** N1 section 5.9 and the reflection of section 11. */
final class UtilityFunctions {
    private UtilityFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put("trace", Function.of(1, 2, UtilityFunctions::trace));
        functions.put("now", Function.of(0, (s, in, args) -> List.of(now(s, Temporal.Kind.DATE_TIME))));
        functions.put("today", Function.of(0, (s, in, args) -> List.of(now(s, Temporal.Kind.DATE))));
        functions.put("timeOfDay", Function.of(0, (s, in, args) -> List.of(now(s, Temporal.Kind.TIME))));
        functions.put("type", Function.of(0, (s, in, args) -> types(in)));
    }

    private static List<Item> trace(Scope scope, List<Item> input, List<Op> arguments) {
        String name = Functions.text("trace()", arguments.get(0).eval(scope));
        List<Item> shown = input;
        if (arguments.size() > 1) {
            Scope inner = scope.inner();
            shown = new ArrayList<>();
            for (int i = 0; i < input.size(); i++) {
                shown.addAll(arguments.get(1).eval(inner.at(input.get(i), i)));
            }
        }
        scope.evaluation().context().trace(name == null ? "" : name, shown);
        return input;
    }

    private static Item now(Scope scope, Temporal.Kind kind) {
        OffsetDateTime now = scope.evaluation().now();
        ZoneOffset zone = now.getOffset();
        int precision = kind == Temporal.Kind.DATE ? Temporal.DAY : Temporal.MILLISECOND;
        boolean zoned = kind == Temporal.Kind.DATE_TIME;
        return TemporalText.write(
                kind,
                TemporalOrder.fields(now.toLocalDateTime()),
                precision,
                zoned ? Integer.valueOf(zone.getTotalSeconds() / 60) : null);
    }

    private static List<Item> types(List<Item> input) {
        List<Item> out = new ArrayList<>(input.size());
        for (Item item : input) {
            out.add(new Value.TypeInfo(item.type()));
        }
        return out;
    }
}
