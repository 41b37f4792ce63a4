package org.casebook.jdbc;

/** Is told of each query of a session when it has ended. */
@FunctionalInterface
public interface QueryWatch {
    void ran(Sql query, int rows, long nanos);
}
