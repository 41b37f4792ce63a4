package org.casebook.validation.invariant;

import org.casebook.fhirpath.EvaluationContext;

/**
 * The steps that all invariants of one resource may take. Some compare every item of a list with every other, and a body
 * may be made of nothing else; when the budget is used up, only what is cheap is still evaluated.
 */
final class Budget implements EvaluationContext {
    private static final long ALL = 5_000_000;
    private static final long ALWAYS = 2_000;

    private long left = ALL;

    @Override
    public long maxSteps() {
        return Math.max(left, ALWAYS);
    }

    @Override
    public void used(long steps) {
        left -= steps;
    }
}
