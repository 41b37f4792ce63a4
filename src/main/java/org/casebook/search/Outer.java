package org.casebook.search;

/**
 * The row of a query about which a criterion is asked.
 *
 * @param alias its table alias; the table has a column pid
 * @param spanned whether it is a row of a list that carries the time line, with sort and span
 */
record Outer(String alias, boolean spanned) {

    /** Some row of the resource. */
    static Outer of(String alias) {
        return new Outer(alias, false);
    }

    String pid() {
        return alias + ".pid";
    }
}
