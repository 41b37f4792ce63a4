package org.casebook.search;

import java.util.Optional;

/** What a resource must be like to be found. */
sealed interface Criterion
        permits RowCriterion,
                NotCriterion,
                AllCriterion,
                AnyCriterion,
                ChainCriterion,
                HasCriterion,
                IdCriterion,
                UpdatedCriterion,
                WordCriterion,
                ListCriterion,
                ConstantCriterion {

    /** Appends the condition that the resource of the outer row is like this. */
    void probe(SqlText sql, Outer outer);

    /** The resources that are like this, as a set to start from; empty where that cannot be had cheaply. */
    default Optional<Driver> driver(Drivers drivers) {
        return Optional.empty();
    }

    /** How dear it is to find out what {@link #driver} is; the cheap ones are tried first. */
    default int effort() {
        return 1;
    }

    /** Whether a deleted resource is never like this: it has no rows in the lists. */
    default boolean excludesDeleted() {
        return false;
    }

    /** In words, for {@code _explain}. */
    String words();
}
