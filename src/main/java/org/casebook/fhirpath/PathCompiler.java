package org.casebook.fhirpath;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.TypeDefinition;
import org.jspecify.annotations.Nullable;

/** Finds the paths of an expression, where it is nothing but paths. */
final class PathCompiler {
    private static final Set<String> TEXTS = Set.of("string", "code", "uri", "url", "canonical", "id", "oid", "uuid");

    /** Where one alternative has come to. */
    private record Cursor(List<Path.Step> steps, TypeDefinition type) {
        Path.Step last() {
            return steps.get(steps.size() - 1);
        }

        Cursor withLast(Path.Step step) {
            List<Path.Step> changed = new ArrayList<>(steps);
            changed.set(changed.size() - 1, step);
            return new Cursor(changed, type);
        }

        Cursor plus(ElementDefinition child) {
            List<Path.Step> longer = new ArrayList<>(type.isPrimitive() ? withLast(last().toSibling()).steps : steps);
            longer.add(new Path.Step(child, false, -1, null));
            return new Cursor(longer, child.type());
        }
    }

    private final TypeDefinition root;

    private PathCompiler(TypeDefinition root) {
        this.root = root;
    }

    /** Null where the expression is more than paths. */
    static @Nullable List<Path> paths(Ast ast, TypeDefinition root) {
        List<Cursor> cursors = new PathCompiler(root).follow(ast);
        return cursors == null
                ? null
                : cursors.stream().map(c -> new Path(c.steps)).toList();
    }

    private @Nullable List<Cursor> follow(@Nullable Ast ast) {
        if (ast == null) {
            return List.of(new Cursor(List.of(), root));
        }
        if (ast instanceof Ast.Variable variable) {
            return variable.name().equals("$this") ? follow((Ast) null) : null;
        }
        if (ast instanceof Ast.Member member) {
            return member(member);
        }
        if (ast instanceof Ast.TypeOperation operation) {
            return operation.operator().equals("as") ? ofType(follow(operation.operand()), operation.type()) : null;
        }
        if (ast instanceof Ast.Call call) {
            return call(call);
        }
        if (ast instanceof Ast.Indexer indexer) {
            return indexer(indexer);
        }
        return ast instanceof Ast.Binary binary && binary.operator().equals("|") ? union(binary) : null;
    }

    private @Nullable List<Cursor> union(Ast.Binary binary) {
        List<Cursor> left = follow(binary.left());
        List<Cursor> right = follow(binary.right());
        if (left == null || right == null) {
            return null;
        }
        List<Cursor> both = new ArrayList<>(left);
        both.addAll(right);
        return both;
    }

    private @Nullable List<Cursor> member(Ast.Member member) {
        String name = member.name();
        if (member.source() == null && Compiler.startsUpperCase(name)) {
            return TypeTest.isA(root, name) ? follow((Ast) null) : List.of();
        }
        return child(follow(member.source()), name);
    }

    private static @Nullable List<Cursor> child(@Nullable List<Cursor> cursors, String name) {
        if (cursors == null) {
            return null;
        }
        List<Cursor> out = new ArrayList<>();
        for (Cursor cursor : cursors) {
            boolean unknown = cursor.type.isResource() && cursor.type.isAbstract();
            boolean valueOfSibling = !cursor.steps.isEmpty() && cursor.last().sibling();
            if (unknown || valueOfSibling) {
                return null;
            }
            for (ElementDefinition alternative : cursor.type.alternatives(name)) {
                out.add(cursor.plus(alternative));
            }
        }
        return out;
    }

    private @Nullable List<Cursor> ofType(@Nullable List<Cursor> cursors, String type) {
        if (cursors == null) {
            return null;
        }
        TypeTest test = TypeTest.of(type);
        List<Cursor> out = new ArrayList<>();
        for (Cursor cursor : cursors) {
            if (cursor.type.isAbstract()) {
                return null;
            }
            if (test.isExactly(cursor.type)) {
                out.add(cursor);
            }
        }
        return out;
    }

    private @Nullable List<Cursor> call(Ast.Call call) {
        List<Cursor> source = follow(call.source());
        Ast argument = call.arguments().size() == 1 ? call.arguments().get(0) : null;
        if (source == null || argument == null) {
            return null;
        }
        return switch (call.name()) {
            case "as", "ofType" -> ofType(source, text(argument));
            case "extension" ->
                argument instanceof Ast.Literal
                        ? when(child(source, "extension"), new Path.Condition.ChildEquals("url", text(argument)))
                        : null;
            case "where" -> where(source, argument);
            default -> null;
        };
    }

    private static String text(Ast argument) {
        return argument instanceof Ast.Literal literal && literal.value() != null
                ? literal.value().text()
                : "";
    }

    private static @Nullable List<Cursor> where(List<Cursor> source, Ast criteria) {
        String target = resolvesTo(criteria);
        if (target != null) {
            return when(source, new Path.Condition.LeadsTo(target));
        }
        if (criteria instanceof Ast.Binary binary
                && binary.operator().equals("=")
                && binary.left() instanceof Ast.Member member
                && member.source() == null
                && binary.right() instanceof Ast.Literal literal
                && literal.value() instanceof Value.Text text
                && source.stream().allMatch(c -> isSingleText(c.type, member.name()))) {
            return when(source, new Path.Condition.ChildEquals(member.name(), text.text()));
        }
        return null;
    }

    private static boolean isSingleText(TypeDefinition type, String name) {
        ElementDefinition child = type.element(name);
        return child != null && !child.isArray() && TEXTS.contains(child.type().name());
    }

    /** The T of {@code resolve() is T} and {@code resolve().is(T)}; otherwise null. */
    private static @Nullable String resolvesTo(Ast criteria) {
        if (criteria instanceof Ast.TypeOperation is && is.operator().equals("is") && isResolve(is.operand())) {
            return is.type();
        }
        return criteria instanceof Ast.Call is && is.name().equals("is") && isResolve(is.source())
                ? text(is.arguments().get(0))
                : null;
    }

    private static boolean isResolve(@Nullable Ast ast) {
        return ast instanceof Ast.Call call
                && call.source() == null
                && call.name().equals("resolve");
    }

    private static @Nullable List<Cursor> when(@Nullable List<Cursor> cursors, Path.Condition condition) {
        if (cursors == null || cursors.stream().anyMatch(c -> c.steps.isEmpty())) {
            return null;
        }
        return cursors.stream().map(c -> c.withLast(c.last().when(condition))).toList();
    }

    /** An index into the only array on the way. */
    private @Nullable List<Cursor> indexer(Ast.Indexer indexer) {
        List<Cursor> source = follow(indexer.source());
        boolean fixed = indexer.index() instanceof Ast.Literal literal && literal.value() instanceof Value.Whole;
        if (source == null || !fixed || source.size() != 1) {
            return null;
        }
        Cursor cursor = source.get(0);
        int index = Integer.parseInt(text(indexer.index()));
        boolean plain = !cursor.steps.isEmpty() && cursor.last().condition() == null;
        boolean onlyArray = cursor.steps.stream()
                .limit(Math.max(0, cursor.steps.size() - 1))
                .noneMatch(s -> s.element().isArray() && s.index() < 0);
        return plain && onlyArray && cursor.last().element().isArray()
                ? List.of(cursor.withLast(cursor.last().at(index)))
                : null;
    }
}
