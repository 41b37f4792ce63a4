package org.casebook.fhirpath;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.TypeDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Follows the types through an expression and finds names that R4 does not have there. What cannot be followed, such as
 * {@code resolve()}, is taken to be right.
 */
final class NameCheck {
    private static final Set<String> SAME = Set.of(
            "where", "first", "last", "tail", "single", "skip", "take", "distinct", "trace", "intersect", "exclude");
    private static final Set<String> ITERATING = Set.of("where", "exists", "all", "select", "repeat", "aggregate");

    private final Set<String> problems = new LinkedHashSet<>();

    private NameCheck() {}

    static List<String> problems(Ast ast, TypeDefinition type) {
        NameCheck check = new NameCheck();
        check.infer(ast, Set.of(type));
        return List.copyOf(check.problems);
    }

    /** The types that an expression may give; null: not known. */
    private @Nullable Set<TypeDefinition> infer(@Nullable Ast ast, @Nullable Set<TypeDefinition> self) {
        if (ast == null
                || ast instanceof Ast.Variable variable && variable.name().equals("$this")) {
            return self;
        }
        if (ast instanceof Ast.Member member) {
            return member.source() == null
                    ? start(member.name(), self)
                    : step(infer(member.source(), self), member.name());
        }
        if (ast instanceof Ast.TypeOperation operation) {
            Set<TypeDefinition> operand = infer(operation.operand(), self);
            return operation.operator().equals("as") ? ofType(operand, operation.type()) : null;
        }
        if (ast instanceof Ast.Call call) {
            return call(call, self);
        }
        if (ast instanceof Ast.Indexer indexer) {
            infer(indexer.index(), self);
            return infer(indexer.source(), self);
        }
        if (ast instanceof Ast.Polarity polarity) {
            infer(polarity.operand(), self);
        }
        return ast instanceof Ast.Binary binary ? binary(binary, self) : null;
    }

    private @Nullable Set<TypeDefinition> binary(Ast.Binary binary, @Nullable Set<TypeDefinition> self) {
        Set<TypeDefinition> left = infer(binary.left(), self);
        Set<TypeDefinition> right = infer(binary.right(), self);
        return binary.operator().equals("|") ? union(left, right) : null;
    }

    private static @Nullable Set<TypeDefinition> union(
            @Nullable Set<TypeDefinition> left, @Nullable Set<TypeDefinition> right) {
        if (left == null || right == null) {
            return null;
        }
        Set<TypeDefinition> both = new LinkedHashSet<>(left);
        both.addAll(right);
        return both;
    }

    private @Nullable Set<TypeDefinition> start(String name, @Nullable Set<TypeDefinition> self) {
        Optional<TypeDefinition> named =
                Compiler.startsUpperCase(name) ? Definitions.r4().find(name) : Optional.empty();
        if (self == null || named.isEmpty()) {
            return step(self, name);
        }
        if (self.stream().noneMatch(t -> TypeTest.isA(t, name) || TypeTest.isA(named.get(), t.name()))) {
            problems.add("it begins with " + name + ", but is used on " + names(self));
            return null;
        }
        return self;
    }

    private @Nullable Set<TypeDefinition> step(@Nullable Set<TypeDefinition> from, String name) {
        if (from == null || from.isEmpty()) {
            return from;
        }
        Set<TypeDefinition> to = new LinkedHashSet<>();
        for (TypeDefinition type : from) {
            if (type.isAbstract()) {
                return null;
            }
            for (ElementDefinition element : type.alternatives(name)) {
                to.add(element.type());
            }
        }
        if (to.isEmpty()) {
            problems.add(names(from) + " has no element '" + name + "'" + hint(from, name));
        }
        return to;
    }

    /** {@code valueQuantity} is JSON's name. */
    private static String hint(Set<TypeDefinition> from, String name) {
        for (TypeDefinition type : from) {
            ElementDefinition element = type.element(name);
            if (element != null) {
                return "; write " + element.step();
            }
        }
        return "";
    }

    private static @Nullable Set<TypeDefinition> ofType(@Nullable Set<TypeDefinition> from, String type) {
        TypeTest.of(type);
        return Definitions.r4()
                .find(type.replace(TypeName.FHIR + ".", ""))
                .map(Set::of)
                .orElse(null);
    }

    private @Nullable Set<TypeDefinition> call(Ast.Call call, @Nullable Set<TypeDefinition> self) {
        Set<TypeDefinition> input = infer(call.source(), self);
        String name = call.name();
        if (Parser.TYPE_FUNCTIONS.contains(name)) {
            return name.equals("is")
                            || !(call.arguments().get(0) instanceof Ast.Literal literal)
                            || literal.value() == null
                    ? null
                    : ofType(input, literal.value().text());
        }
        List<@Nullable Set<TypeDefinition>> arguments = new ArrayList<>();
        boolean iterates = ITERATING.contains(name) || name.equals("iif") && call.source() != null;
        for (Ast argument : call.arguments()) {
            arguments.add(infer(argument, iterates ? input : self));
        }
        return result(name, input, arguments);
    }

    private static @Nullable Set<TypeDefinition> result(
            String name, @Nullable Set<TypeDefinition> input, List<@Nullable Set<TypeDefinition>> arguments) {
        if (SAME.contains(name)) {
            return input;
        }
        return switch (name) {
            case "select" -> arguments.get(0);
            case "union", "combine" -> union(input, arguments.get(0));
            case "extension" -> Set.of(Definitions.r4().type("Extension"));
            default -> null;
        };
    }

    private static String names(Set<TypeDefinition> types) {
        List<String> names = types.stream().map(TypeDefinition::name).toList();
        return String.join(" or ", names.subList(0, Math.min(5, names.size())));
    }
}
