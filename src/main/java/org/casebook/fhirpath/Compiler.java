package org.casebook.fhirpath;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Turns an expression into closures. */
final class Compiler {
    private Compiler() {}

    static Op compile(Ast ast) {
        if (ast instanceof Ast.Literal literal) {
            List<Item> value = Functions.list(literal.value());
            return scope -> value;
        }
        if (ast instanceof Ast.Constant constant) {
            return Constants.compile(constant.name());
        }
        if (ast instanceof Ast.Variable variable) {
            return variable(variable.name());
        }
        if (ast instanceof Ast.Member member) {
            return member(member);
        }
        if (ast instanceof Ast.Call call) {
            return call(call);
        }
        if (ast instanceof Ast.Indexer indexer) {
            return indexer(compile(indexer.source()), compile(indexer.index()));
        }
        if (ast instanceof Ast.Polarity polarity) {
            return polarity(polarity);
        }
        if (ast instanceof Ast.Binary binary) {
            return Operators.compile(binary.operator(), compile(binary.left()), compile(binary.right()));
        }
        Ast.TypeOperation operation = (Ast.TypeOperation) ast;
        return type(operation.operator(), compile(operation.operand()), operation.type());
    }

    private static Op variable(String name) {
        return switch (name) {
            case "$this" -> Scope::selfAsList;
            case "$index" -> Scope::index;
            default -> Scope::total;
        };
    }

    private static Op polarity(Ast.Polarity polarity) {
        Op operand = compile(polarity.operand());
        return polarity.negative() ? new Sorting.SortKey(operand) : operand;
    }

    private static Op member(Ast.Member member) {
        String name = member.name();
        Ast source = member.source();
        if (source == null) {
            return first(name);
        }
        Op of = compile(source);
        return scope -> step(scope, of.eval(scope), name);
    }

    /** As names of types do; a delimited identifier may be empty. */
    static boolean startsUpperCase(String name) {
        return !name.isEmpty() && Character.isUpperCase(name.charAt(0));
    }

    /** {@code Patient} at the start is the resource itself if it is one; anything else a child. */
    private static Op first(String name) {
        boolean mayBeType = startsUpperCase(name);
        return scope -> {
            Item self = scope.self();
            if (mayBeType && self instanceof Element element && TypeTest.isA(element.definition(), name)) {
                return List.of(self);
            }
            return self == null ? List.of() : step(scope, List.of(self), name);
        };
    }

    private static List<Item> step(Scope scope, List<Item> source, String name) {
        if (source.isEmpty()) {
            return source;
        }
        List<Item> out = new ArrayList<>(2);
        for (int i = 0; i < source.size(); i++) {
            Item item = source.get(i);
            if (item instanceof Element element) {
                element.children(name, out);
            } else if (item instanceof Value.TypeInfo info) {
                out.addAll(describe(info.described(), name));
            }
        }
        scope.evaluation().steps(1 + out.size());
        return out;
    }

    private static List<Item> describe(TypeName type, String name) {
        return switch (name) {
            case "namespace" -> Functions.text(type.namespace());
            case "name" -> Functions.text(type.name());
            default -> List.of();
        };
    }

    private static Op call(Ast.Call call) {
        Ast source = call.source();
        Op input = source == null ? Scope::selfAsList : compile(source);
        if (Set.of("is", "as", "ofType").contains(call.name())) {
            return type(call.name(), input, typeArgument(call));
        }
        Function function = Functions.find(call.name());
        if (function == null) {
            throw FhirPathException.semantic("there is no function '" + call.name() + "'");
        }
        int given = call.arguments().size();
        if (given < function.fewest() || given > function.most()) {
            throw FhirPathException.semantic(call.name() + "() takes " + function.fewest()
                    + (function.most() > function.fewest() ? " to " + function.most() : "") + " arguments, not "
                    + given);
        }
        List<Op> arguments = call.arguments().stream().map(Compiler::compile).toList();
        Function.Body body = function.body();
        return scope -> body.call(scope, input.eval(scope), arguments);
    }

    private static String typeArgument(Ast.Call call) {
        if (call.arguments().get(0) instanceof Ast.Literal literal && literal.value() instanceof Value.Text text) {
            return text.text();
        }
        throw FhirPathException.semantic(call.name() + "() takes the name of a type");
    }

    private static Op type(String operation, Op operand, String type) {
        TypeTest test = TypeTest.of(type);
        if (operation.equals("is")) {
            return scope -> {
                Item item = Functions.single("is", operand.eval(scope));
                return item == null ? List.of() : Truth.list(test.is(item));
            };
        }
        // R4's own search parameters use "as" on collections, so it does not insist on a single item.
        return scope -> {
            List<Item> items = operand.eval(scope);
            if (items.isEmpty() || items.size() == 1) {
                return items.isEmpty() || test.isExactly(items.get(0)) ? items : List.of();
            }
            List<Item> out = new ArrayList<>(items.size());
            for (Item item : items) {
                if (test.isExactly(item)) {
                    out.add(item);
                }
            }
            return out;
        };
    }

    private static Op indexer(Op source, Op index) {
        return scope -> {
            List<Item> items = source.eval(scope);
            Integer at = Functions.whole("an index", index.eval(scope));
            return at == null || at < 0 || at >= items.size() ? List.of() : List.of(items.get(at));
        };
    }
}
