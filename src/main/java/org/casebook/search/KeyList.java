package org.casebook.search;

import java.util.List;
import org.casebook.jdbc.Sql;

/**
 * A list that holds resources of a type in the order of one key of {@code _sort}; its rows have the alias {@code d}.
 *
 * @param rows where they come from, with the conditions that hold the leading columns equal
 * @param leading these columns: H2 reads a list in its order only when the order names it from the start
 * @param columns what they are ordered by, then by pid
 * @param unique whether the columns name one resource, without pid
 */
record KeyList(Sql rows, List<String> leading, List<String> columns, boolean unique) {}
