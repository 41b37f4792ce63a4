package org.casebook.validation.invariant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.casebook.fhir.TreePath;
import org.casebook.fhirpath.Element;
import org.casebook.fhirpath.Expression;
import org.casebook.fhirpath.Item;

/**
 * The element that a broken invariant speaks of. An invariant is declared at an element, often the whole resource; its
 * expression begins with paths, and the first of them that the resource has is what a person must look at: {@code
 * birthDate.hasValue().not()} leads to {@code Patient.birthDate}. Where nothing may come twice, it is the second one.
 */
public final class InvariantSubject {
    private static final Pattern STRING = Pattern.compile("'[^']*'");
    private static final Pattern PATH = Pattern.compile(
            "(?<![\\w.%$'])[a-z][A-Za-z]*(?![A-Za-z(])(?:\\.ofType\\([A-Za-z]+\\)|\\.[a-z][A-Za-z]*(?![A-Za-z(]))*");

    private InvariantSubject() {}

    /** The element below {@code location}; empty where the resource has none of the expression's paths. */
    public static Optional<String> of(String expression, String location, ObjectNode root) {
        return PATH.matcher(STRING.matcher(expression).replaceAll("''"))
                .results()
                .map(MatchResult::group)
                .map(path -> location + "." + path)
                .filter(path -> TreePath.of(root, path).isPresent())
                .findFirst();
    }

    static Optional<String> of(CompiledInvariant invariant, Element element, ObjectNode root) {
        return invariant
                .repeated()
                .flatMap(items -> second(items, element))
                .or(() -> of(invariant.rule().expression(), element.path(), root));
    }

    private static Optional<String> second(Expression items, Element element) {
        Set<String> seen = new HashSet<>();
        List<Item> all = items.evaluate(element);
        for (Item item : all) {
            if (item instanceof Element found && !seen.add(found.json().toString())) {
                return Optional.of(found.path());
            }
        }
        return Optional.empty();
    }
}
