package org.casebook.search;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.jspecify.annotations.Nullable;

/** Reads the parameters that shape the answer (R4 section 3.1.1.5). The way a resource is shown is not decided here. */
final class ControlParser {
    private final SearchLimits limits;
    private int count;
    private boolean total = true;
    private boolean explain;
    private boolean containers = true;
    private List<Boolean> contained = List.of(false);
    private @Nullable String page;
    private final List<Issue> issues = new ArrayList<>();

    ControlParser(SearchLimits limits) {
        this.limits = limits;
        this.count = limits.defaultCount();
    }

    void take(String name, String value) {
        switch (name) {
            case "_count" -> count = count(value);
            case "_total" ->
                total = !oneOf(name, value, "accurate", "estimate", "none").equals("none");
            case "_summary" -> {
                if (oneOf(name, value, "true", "text", "data", "count", "false").equals("count")) {
                    count = 0;
                }
            }
            case "_contained" ->
                contained = switch (oneOf(name, value, "false", "true", "both")) {
                    case "true" -> List.of(true);
                    case "both" -> List.of(false, true);
                    default -> List.of(false);
                };
            case "_containedType" ->
                containers = oneOf(name, value, "container", "contained").equals("container");
            case "_explain" -> explain = oneOf(name, value, "true", "false").equals("true");
            case PageLinks.TOKEN -> page = value;
            default -> {
                // _format, _pretty and _elements are for those who write the answer; _type has been read.
            }
        }
    }

    private int count(String value) {
        if (!value.matches("[0-9]{1,30}")) {
            throw InvalidSearch.of(IssueType.VALUE, "_count", "'" + value + "' is not a whole number from 0 on");
        }
        BigInteger asked = new BigInteger(value);
        BigInteger most = BigInteger.valueOf(limits.maxCount());
        if (asked.compareTo(most) > 0) {
            issues.add(Issue.information("A page has at most " + limits.maxCount() + " resources, not " + asked
                    + "; the link next leads to the rest."));
        }
        return asked.min(most).intValue();
    }

    private static String oneOf(String name, String value, String... allowed) {
        if (!List.of(allowed).contains(value)) {
            throw InvalidSearch.of(IssueType.VALUE, name, "'" + value + "' is none of " + String.join(", ", allowed));
        }
        return value;
    }

    List<Boolean> contained() {
        return contained;
    }

    ParsedSearch.Control control() {
        return new ParsedSearch.Control(count, total || count == 0, containers, explain, page);
    }

    List<Issue> withIssues(List<Issue> others) {
        List<Issue> all = new ArrayList<>(others);
        all.addAll(issues);
        return List.copyOf(all);
    }
}
