package org.casebook.fhirpath;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code $this}, {@code $index} and {@code $total} mean at one place. One thread uses it. */
final class Scope {
    private final Evaluation evaluation;
    private @Nullable Item self;
    private int index = -1;
    private List<Item> total = List.of();

    Scope(Evaluation evaluation, @Nullable Item self) {
        this.evaluation = evaluation;
        this.self = self;
    }

    /** A scope for the iterations of a function such as {@code where}. */
    Scope inner() {
        Scope inner = new Scope(evaluation, self);
        inner.total = total;
        return inner;
    }

    /** Goes on to the next item of an iteration. */
    Scope at(Item item, int position) {
        evaluation.step();
        self = item;
        index = position;
        return this;
    }

    void total(List<Item> value) {
        total = value;
    }

    Evaluation evaluation() {
        return evaluation;
    }

    @Nullable
    Item self() {
        return self;
    }

    List<Item> selfAsList() {
        return self == null ? List.of() : List.of(self);
    }

    List<Item> index() {
        return index < 0 ? List.of() : List.of(new Value.Whole(index));
    }

    List<Item> total() {
        return total;
    }
}
