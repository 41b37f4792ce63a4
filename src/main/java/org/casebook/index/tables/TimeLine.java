package org.casebook.index.tables;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.TypeDefinition;
import org.casebook.index.DateValue;
import org.casebook.index.IndexEntry;
import org.casebook.index.SearchParameter;
import org.casebook.index.SearchParameters;

/**
 * Where a resource stands in the order of its type: by the main date of the type, so that the newest are the beginning of
 * every list.
 *
 * @param sort the beginning of the main date; {@link #MISSING} where there is none
 * @param span its length; {@link #SEVERAL} where there is more than one
 */
public record TimeLine(long sort, long span) {
    /** Before everything. */
    public static final long MISSING = Long.MIN_VALUE;
    /** The end of what is still going on; its negative is the beginning of what has none. */
    public static final long END = 1L << 52;
    /** The span of a resource that has more than one main date: ask the dates themselves. */
    public static final long SEVERAL = -1;

    private static final List<String> MAIN = List.of(
            "date",
            "effective",
            "effective-time",
            "onset-date",
            "authoredon",
            "authored",
            "authored-on",
            "whenhandedover",
            "started",
            "collected",
            "recorded",
            "sent",
            "created",
            "occurrence",
            "start",
            "start-date",
            "datetime",
            "identified",
            "period");

    private static final Map<String, Optional<SearchParameter>> OF_TYPE = new ConcurrentHashMap<>();
    private static final Map<String, Boolean> SINGLE = new ConcurrentHashMap<>();

    /** The parameter of a type's main date. It is one of R4's own, so that it is the same on every server. */
    public static Optional<SearchParameter> parameter(String type) {
        return OF_TYPE.computeIfAbsent(type, TimeLine::choose);
    }

    private static Optional<SearchParameter> choose(String type) {
        return MAIN.stream()
                .flatMap(code -> SearchParameters.r4().of(type, code).stream())
                .filter(parameter -> parameter.type().code().equals("date"))
                .findFirst();
    }

    /** Whether no resource of the type can have several main dates. */
    public static boolean isSingle(String type) {
        return SINGLE.computeIfAbsent(
                type, t -> parameter(t).filter(main -> isSingle(t, main)).isPresent());
    }

    private static boolean isSingle(String type, SearchParameter main) {
        Matcher paths = Pattern.compile("\\b" + type + "((\\.(?!as\\()\\w+)+)").matcher(main.expression());
        boolean found = false;
        while (paths.find()) {
            TypeDefinition at = Definitions.r4().type(type);
            for (String step : paths.group(1).substring(1).split("\\.")) {
                List<ElementDefinition> elements = at.alternatives(step);
                if (elements.isEmpty() || elements.get(0).max() > 1) {
                    return false;
                }
                at = elements.get(0).type();
            }
            found = true;
        }
        return found;
    }

    static TimeLine of(String type, List<IndexEntry> entries) {
        Optional<SearchParameter> main = parameter(type);
        TimeLine line = new TimeLine(MISSING, 0);
        if (main.isEmpty()) {
            return line;
        }
        for (IndexEntry entry : entries) {
            if (entry.value() instanceof DateValue date
                    && entry.parameter().url().equals(main.get().url())) {
                line = line.with(date);
            }
        }
        return line;
    }

    private TimeLine with(DateValue date) {
        long low = low(date);
        return sort == MISSING ? new TimeLine(low, high(date) - low) : new TimeLine(Math.min(sort, low), SEVERAL);
    }

    public static long low(DateValue date) {
        return Math.max(date.low(), -END);
    }

    public static long high(DateValue date) {
        return Math.min(date.high(), END);
    }
}
