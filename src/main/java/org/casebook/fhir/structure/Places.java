package org.casebook.fhir.structure;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casebook.error.Issue;
import org.casebook.error.Position;

/** Positions of paths, and issues in the order of the text. */
final class Places {
    static final Comparator<Issue> BY_PLACE =
            Comparator.comparing((Issue i) -> line(i)).thenComparing(Places::column);

    private Places() {}

    private static int line(Issue issue) {
        Position position = issue.position();
        return position == null ? 0 : position.line();
    }

    private static int column(Issue issue) {
        Position position = issue.position();
        return position == null ? 0 : position.column();
    }

    /** The paths and everything around them. */
    static Set<List<Object>> wanted(List<List<Object>> paths) {
        Set<List<Object>> wanted = new HashSet<>();
        for (List<Object> path : paths) {
            for (int end = 0; end <= path.size(); end++) {
                wanted.add(List.copyOf(path.subList(0, end)));
            }
        }
        return wanted;
    }

    /** What is missing has no place, so the object around it is shown. */
    static Position nearest(List<Object> path, Map<List<Object>, Position> places) {
        for (int end = path.size(); end >= 0; end--) {
            Position position = places.get(path.subList(0, end));
            if (position != null) {
                return position;
            }
        }
        return new Position(1, 1);
    }
}
