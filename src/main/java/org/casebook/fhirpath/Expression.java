package org.casebook.fhirpath;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.fhir.TypeDefinition;
import org.jspecify.annotations.Nullable;

/** A compiled expression. It has no state: any number of threads may use it. */
public final class Expression {
    private final String text;
    private final Ast ast;
    private final Op op;

    Expression(String text, Ast ast, Op op) {
        this.text = text;
        this.ast = ast;
        this.op = op;
    }

    /** What the expression gives on an item; no item is the empty collection. */
    public List<Item> evaluate(@Nullable Item input, EvaluationContext context) {
        Evaluation evaluation = new Evaluation(context, input);
        try {
            return op.eval(new Scope(evaluation, input));
        } catch (StackOverflowError e) {
            throw FhirPathException.tooCostly("the evaluation of '" + text + "' goes too deep");
        } finally {
            evaluation.end();
        }
    }

    /** What the expression gives on an item, with nothing of the world around it. */
    public List<Item> evaluate(@Nullable Item input) {
        return evaluate(input, EvaluationContext.NONE);
    }

    public List<Item> evaluate(ObjectNode resource) {
        return evaluate(Element.of(resource), EvaluationContext.NONE);
    }

    /** Whether the result is true; an empty one is not, a single item that is no boolean is (N1 section 4.5). */
    public boolean test(Item input, EvaluationContext context) {
        return Truth.holds(evaluate(input, context));
    }

    /**
     * The same expression for resources of one type: branches of a union that begin with another type are left out.
     * Null where nothing is left.
     */
    public @Nullable Expression forType(TypeDefinition type) {
        Ast own = Branches.of(ast, type);
        return own == null ? null : own == ast ? this : new Expression(text, own, Compiler.compile(own));
    }

    /**
     * The paths that the expression consists of on elements of a type; null where it is more than paths. {@code
     * resolve()} in them is answered without reading the target.
     */
    public @Nullable List<Path> paths(TypeDefinition type) {
        return PathCompiler.paths(ast, type);
    }

    /** The names in the expression that R4 does not have, when it is used on a type; each a sentence's end. */
    public List<String> problems(TypeDefinition type) {
        return NameCheck.problems(ast, type);
    }

    Ast ast() {
        return ast;
    }

    /** The expression as it was given. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
