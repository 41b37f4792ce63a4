package org.casebook.fuzz;

import java.util.List;
import java.util.Random;

/** Choices that a seed makes. */
record Chance(Random random) {

    boolean in(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Mostly 1, seldom many. */
    int few() {
        int n = 1;
        while (n < 12 && in(40)) {
            n++;
        }
        return n;
    }
}
