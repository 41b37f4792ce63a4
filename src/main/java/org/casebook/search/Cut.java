package org.casebook.search;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a result is wanted.
 *
 * @param from the hit next to the part; null: from the end that the direction starts at
 * @param backward towards the beginning of the result; the hits then come last first
 * @param limit how many
 */
record Cut(@Nullable Found from, boolean backward, int limit) {}
