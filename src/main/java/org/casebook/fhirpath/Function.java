package org.casebook.fhirpath;

import java.util.List;

/**
 * A function of the language.
 *
 * @param fewest number of arguments
 * @param most number of arguments
 */
record Function(int fewest, int most, Body body) {

    /** What it does with its input and its arguments, which it evaluates itself. */
    @FunctionalInterface
    interface Body {
        List<Item> call(Scope scope, List<Item> input, List<Op> arguments);
    }

    static Function of(int arguments, Body body) {
        return new Function(arguments, arguments, body);
    }

    static Function of(int fewest, int most, Body body) {
        return new Function(fewest, most, body);
    }
}
