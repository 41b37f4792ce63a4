package org.casebook.search;

import java.util.List;

/** One value of a query, compared with the rows of a list; one kind a type of search parameter. */
sealed interface ValueTest
        permits TokenTest,
                StringTest,
                DateTest,
                NumberTest,
                QuantityTest,
                ReferenceTest,
                UriTest,
                CompositeTest,
                PositionTest,
                WordTest,
                CodeStartTest,
                TextWordsTest {

    /**
     * Appends the condition on a row.
     *
     * @param row what stands before the names of its columns: an alias with a point, and the prefix of a component
     */
    void condition(SqlText sql, String row);

    /** Parts of the list of a parameter; their rows are exactly those that meet the condition. */
    List<Scan.Range> ranges(Drivers drivers, int param);

    /** In words, for {@code _explain}. */
    String words();
}
