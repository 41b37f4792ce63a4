package org.casebook.jdbc;

/** How a pool of connections is used at the moment. */
public record PoolState(int active, int idle, int waiting, int most) {}
