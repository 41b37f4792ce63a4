package org.casebook.search;

import java.util.function.Function;

/** Comparisons of strings that only {@code _filter} has. */
final class FilterStrings {
    private FilterStrings() {}

    static Criterion whole(Criterion criterion) {
        return with(criterion, test -> StringTest.of(StringTest.Mode.WHOLE, test.value()));
    }

    static Criterion ending(Criterion criterion) {
        return with(criterion, test -> StringTest.of(StringTest.Mode.ENDS, test.value()));
    }

    private static Criterion with(Criterion criterion, Function<StringTest, StringTest> change) {
        if (criterion instanceof RowCriterion rows) {
            return new RowCriterion(
                    rows.name(),
                    rows.table(),
                    rows.param(),
                    rows.anyOf().stream()
                            .map(test -> test instanceof StringTest text ? (ValueTest) change.apply(text) : test)
                            .toList(),
                    rows.timeLine());
        }
        if (criterion instanceof ChainCriterion chain) {
            return new ChainCriterion(
                    chain.name(),
                    chain.param(),
                    chain.hops().stream()
                            .map(hop -> hop.with(inside -> with(inside, change)))
                            .toList());
        }
        return criterion;
    }
}
