package org.casebook.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A resource that matches, with the values by which it is sorted; null where it has none. */
record Found(List<@Nullable Object> keys, long pid) {}
