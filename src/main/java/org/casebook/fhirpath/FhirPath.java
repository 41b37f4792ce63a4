package org.casebook.fhirpath;

/**
 * FHIRPath N1 (2.0.0) with the functions of N2 that are in use, and what R4 adds (section 2.29.1): over JSON trees, with
 * the types of R4.
 */
public final class FhirPath {
    private static final int MAX_LENGTH = 100_000;

    private FhirPath() {}

    /** Compiles an expression; one with a fault is refused with its place. */
    public static Expression compile(String expression) {
        if (expression.length() > MAX_LENGTH) {
            throw FhirPathException.syntax(
                    expression.substring(0, 100) + "…", 0, "more than " + MAX_LENGTH + " characters");
        }
        try {
            Ast ast = Parser.parse(expression);
            return new Expression(expression, ast, Compiler.compile(ast));
        } catch (StackOverflowError e) {
            throw FhirPathException.syntax(expression, 0, "the expression is nested too deep: its start is");
        }
    }
}
