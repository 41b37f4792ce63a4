package org.casebook.fhirpath;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** One run of an expression: where it began, what it may ask for, how much it has used. */
final class Evaluation {
    private final EvaluationContext context;
    private final @Nullable Item input;
    private long steps;
    private @Nullable OffsetDateTime now;

    Evaluation(EvaluationContext context, @Nullable Item input) {
        this.context = context;
        this.input = input;
    }

    EvaluationContext context() {
        return context;
    }

    @Nullable
    Item input() {
        return input;
    }

    /** The same moment in the whole run (N1 section 5.8). */
    OffsetDateTime now() {
        if (now == null) {
            now = context.now();
        }
        return now;
    }

    void end() {
        context.used(steps);
    }

    void step() {
        steps(1);
    }

    void steps(int count) {
        steps += count;
        if (steps > context.maxSteps()) {
            throw FhirPathException.tooCostly("the evaluation took more than " + context.maxSteps()
                    + " steps and was stopped; make the expression simpler");
        }
    }
}
