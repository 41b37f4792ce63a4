package org.casebook.validation.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.casebook.fhir.Invariant;
import org.casebook.fhirpath.Element;
import org.casebook.fhirpath.Expression;
import org.casebook.fhirpath.FhirPath;
import org.casebook.fhirpath.FhirPathException;
import org.casebook.fhirpath.Item;
import org.casebook.fhirpath.Value;

/**
 * An invariant with its expression compiled, which happens when it is first met.
 *
 * @param openIsMet whether a result that cannot be known is no fault
 * @param repeated finds the items of which none may come twice; empty where the rule is another
 */
record CompiledInvariant(Invariant rule, Expression expression, boolean openIsMet, Optional<Expression> repeated) {
    /**
     * Rules whose result may be empty for a sound resource. Four compare by order, and 2012 has none with 2012-05, nor
     * grams with tablets; three forget that what they speak of may be absent or of another type. An empty result of any
     * other rule means that what it wants is not there.
     */
    private static final Set<String> MAY_BE_OPEN = Set.of("per-1", "rng-2", "mdd-1", "inv-1", "bdl-8", "ras-2", "vs-1");

    private static final String DISTINCT = ".isDistinct()";
    private static final Map<Invariant, CompiledInvariant> COMPILED = new ConcurrentHashMap<>();

    static CompiledInvariant of(Invariant rule) {
        CompiledInvariant compiled = COMPILED.get(rule);
        return compiled == null ? COMPILED.computeIfAbsent(rule, CompiledInvariant::compile) : compiled;
    }

    private static CompiledInvariant compile(Invariant rule) {
        String text = rule.expression();
        Optional<Expression> repeated = text.endsWith(DISTINCT) && !text.contains(" or ")
                ? Optional.of(FhirPath.compile(text.substring(0, text.length() - DISTINCT.length())))
                : Optional.empty();
        return new CompiledInvariant(rule, FhirPath.compile(text), MAY_BE_OPEN.contains(rule.key()), repeated);
    }

    void check(Element element, Findings findings) {
        try {
            List<Item> result = expression.evaluate(element, findings.budget());
            if (result.isEmpty() ? !openIsMet && !leavesOpen(element) : !isTrue(result.get(0))) {
                findings.broken(this, element);
            }
        } catch (FhirPathException e) {
            findings.notEvaluated(rule, element, e);
        }
    }

    private static boolean isTrue(Item item) {
        return !(item.value() instanceof Value.Bool bool) || bool.isTrue();
    }

    /** Whether a child says by an extension why it has no value: then nobody knows, and nobody is to blame. */
    private static boolean leavesOpen(Element element) {
        List<Element> children = new ArrayList<>();
        element.children(children);
        return children.stream().anyMatch(c -> c.definition().isPrimitive() && !c.hasValue());
    }
}
